import { whyAbsent } from "../environments/absence";
import { sliceNameOf } from "../model/resource";
import { groupNames } from "../signals/recording";
import type { Setting } from "./known";

/** A group of recording rules in Prometheus; the slow ones look back upon hours and days. */
export interface NamedGroup {
  readonly name: string;
  readonly slow: boolean;
}

/** The groups that the slices of an environment bring. */
export const ruleGroupsOf = ({ system, environment }: Setting): NamedGroup[] => [
  ...system.services.flatMap((service) => groupNames(sliceNameOf(service)).map((name, at) => ({ name, slow: at > 0 }))),
  ...[
    ...system.resources.filter((resource) => whyAbsent(resource, environment) === undefined).map(sliceNameOf),
    "elk",
    "platform",
  ].map((name) => ({ name, slow: false })),
];
