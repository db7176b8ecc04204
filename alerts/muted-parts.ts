import type { MaintenanceWindow } from "../environments/environment";
import { groupsOf } from "../model/broker";
import { dependentsOf, ownerOf } from "../model/dependencies";
import type { HttpService } from "../model/http-service";
import type { Monitored } from "../model/resource";
import type { System } from "../model/system";
import type { Team } from "../model/team";

/** Things of a team that the same maintenance windows mute. */
export interface MutedPart {
  /** Label that names the things on their alerts. */
  readonly label: "service" | "resource";
  readonly names: readonly [string, ...string[]];
  /** Names of the maintenance windows that mute them. */
  readonly windows: readonly string[];
}

/**
 * Things that a team hears of and maintenance windows mute, by these windows. Each thing is in one part at most: an
 * alert goes to the first policy that takes it, and gets no other's mute timings.
 */
export function mutedParts(
  team: string,
  maintenance: readonly MaintenanceWindow[],
  { services, resources }: Pick<System, "services" | "resources">,
): MutedPart[] {
  const all = [...services, ...resources];
  const isFelt = (thing: Monitored, { of }: MaintenanceWindow): boolean =>
    all.some(
      (worked) =>
        of?.includes(worked.name) &&
        (worked.name === thing.name || dependentsOf(worked, services).some(({ name }) => name === thing.name)),
    );
  const parts = new Map<string, MutedPart>();
  const seen = new Set<string>();
  for (const thing of all.filter((one) => hearOf(one, services).some(({ name }) => name === team))) {
    const windows = maintenance.filter((window) => isFelt(thing, window)).map(({ name }) => name);
    const label = labelOf(thing);
    // The pods of a service have its name and its label.
    if (windows.length === 0 || seen.has(`${label} ${thing.name}`)) continue;
    seen.add(`${label} ${thing.name}`);
    const key = JSON.stringify([label, windows]);
    const names = parts.get(key)?.names ?? [];
    parts.set(key, { label, windows, names: [...names, thing.name] as [string, ...string[]] });
  }
  return [...parts.values()];
}

/** Whoever takes from the queues of a broker hears of what waits in them. */
const hearOf = (thing: Monitored, services: readonly HttpService[]): Team[] => [
  thing.owner,
  ...("kind" in thing && thing.kind === "broker"
    ? groupsOf(thing).map((group) => ownerOf(thing, group, services))
    : []),
];

const labelOf = (thing: Monitored): MutedPart["label"] =>
  "kind" in thing && thing.kind !== "workload" ? "resource" : "service";
