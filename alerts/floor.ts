import type { Vector } from "../promql/build";
import { arithmetic } from "../promql/build";

/**
 * The value where all conditions hold, and 0 where one does not: quiet is a number too. @param conditions each 0 or 1
 */
export const onlyWhere = <L extends string>(
  value: Vector<L>,
  ...conditions: readonly Vector<NoInfer<L>>[]
): Vector<L> => conditions.reduce((product, condition) => arithmetic(product, "*", condition), value);
