import { whyAbsent } from "../../environments/absence";
import { probeJob } from "../../environments/names";
import type { Resource } from "../../model/resource";
import { sliceNameOf, useName } from "../../model/resource";
import type { Monitored } from "../../model/resource";
import type { Team } from "../../model/team";
import type { Setting } from "../../scenarios/known";
import { targetsOf } from "../../scenarios/targets";

/** `superuser_reserved_connections` of PostgreSQL, as it is without being set: no exporter here tells it. */
export const reservedConnections = 3;

/** The resources of one kind that there are in the environment. */
export const resourcesOf = <Kind extends Resource["kind"]>({ system, environment }: Setting, kind: Kind) =>
  system.resources.filter(
    (resource): resource is Extract<Resource, { readonly kind: Kind }> =>
      resource.kind === kind && whyAbsent(resource, environment) === undefined,
  );

/** Jobs of Prometheus, each with the thing that it measures; what measures several is the platform's own. */
export function jobsOf(setting: Setting): (readonly [job: string, of: Monitored | Team])[] {
  const { system, environment } = setting;
  const things: readonly Monitored[] = [...system.services, ...system.resources];
  const ofThing = (job: string) =>
    things.find((thing) => job === sliceNameOf(thing) || ("kind" in thing && job.startsWith(`${useName(thing)}-`)));
  const probes = environment.probes.places.map(({ name }) => probeJob(name));
  return (
    [...new Set(targetsOf(system, environment).map(({ job }) => job))]
      // Of a probe, `up` tells whether the prober answers.
      .map((job) => [job, (probes.includes(job) ? undefined : ofThing(job)) ?? system.platformTeam] as const)
  );
}
