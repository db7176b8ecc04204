import type { Expr } from "../../promql/ast";
import type { Duration } from "../../units/quantities";

/**
 * The expression of a rule at the pace of promtool, which evaluates all groups at one interval. A rule that is
 * evaluated less often is given the value of its last evaluation in between: the steps of a subquery lie on multiples
 * of its step.
 */
export const heldFor = (interval: Duration, of: Expr, every: Duration): Expr =>
  interval.milliseconds <= every.milliseconds
    ? of
    : { kind: "call", func: "last_over_time", args: [{ kind: "subquery", of, range: interval, step: interval }] };
