import { EngineMissing, enginePath } from "../engines/engine-path";
import type { EngineName } from "../engines/pins";
import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";

/** Whether an engine is here: asked before anything is made. @param what it is called, and why nothing else will do */
export function checkEngine(name: EngineName, { where, why }: Pick<Finding, "where" | "why">): Finding[] {
  try {
    enginePath(name);
    return [];
  } catch (failure) {
    if (!(failure instanceof EngineMissing)) throw failure;
    const { what, fix } = failure;
    return [error({ id: "engine-missing", where, what, why, fix })];
  }
}
