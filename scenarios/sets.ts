import { scenarios as heldOut } from "./held-out";
import type { Scenario } from "./scenario";
import { scenarios as tuning } from "./tuning";

/** Scenarios that are measured together, each with every seed. */
export interface ScenarioSet {
  readonly name: "tuning" | "held-out";
  readonly scenarios: readonly Scenario[];
  readonly seeds: readonly [number, ...number[]];
}

/**
 * The two sets of scenarios. Thresholds and windows may be chosen by what the first shows; what they are worth the
 * second tells. Whoever changes an alert because of it has to write new ones.
 */
export const sets: readonly [tuning: ScenarioSet, heldOut: ScenarioSet] = [
  { name: "tuning", scenarios: tuning, seeds: [11, 23, 47] },
  { name: "held-out", scenarios: heldOut, seeds: [101, 211, 307] },
];
