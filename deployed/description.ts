import type { AnyAlert } from "../alerts/alert";
import { unitOf } from "../alerts/alert";
import type { Environment } from "../environments/environment";
import type { System } from "../model/system";
import type { Unit } from "../units/unit";
import type { DescribedThing } from "./described-thing";
import { resourceThing, serviceThing } from "./described-thing";

/** Name of the file that the synth writes the description to, beside the stacks. */
export const descriptionFile = "description.json";

/**
 * What people wrote, and what the stacks' documents no longer tell: facts as texts, for whoever compares two outputs or
 * asks what a number means. Nothing is deployed from it.
 */
export interface Description {
  readonly environment: string;
  readonly things: readonly DescribedThing[];
  /** Unit of what each alert compares, by the alert's UID. */
  readonly units: Readonly<Record<string, Unit>>;
}

/** Description of a system in an environment. @param alerts all that are deployed */
export const descriptionOf = (
  system: System,
  environment: Environment,
  alerts: readonly Pick<AnyAlert, "id" | "unit" | "watches">[],
): Description => ({
  environment: environment.name,
  things: [
    ...system.services.map((service) => serviceThing(service, environment)),
    ...system.resources.map(resourceThing),
  ].sort((one, other) => compare(keyOf(one), keyOf(other))),
  units: Object.fromEntries(
    alerts.map((alert) => [alert.id, unitOf(alert)] as const).sort(([one], [other]) => compare(one, other)),
  ),
});

/** Key of a thing among all that are described, with its kind: a service and its pods may have one name. */
export const keyOf = ({ kind, name }: Pick<DescribedThing, "kind" | "name">): string => `${name} ${kind}`;

const compare = (one: string, other: string) => (one < other ? -1 : 1);
