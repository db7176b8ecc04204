import { EngineMissing, enginePath } from "../engines/engine-path";
import type { EngineName } from "../engines/pins";
import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";

/**
 * A finding if an engine is not here, asked for before anything is made: with where it is missed, and why nothing else
 * will do.
 */
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
