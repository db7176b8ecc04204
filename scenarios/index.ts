import type { Scenario } from "./scenario";
import { sets } from "./sets";

/** All scenarios, the tuning set's first. */
export const scenarios: readonly Scenario[] = sets.flatMap((set) => set.scenarios);
