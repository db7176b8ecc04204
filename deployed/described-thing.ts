import type { Environment } from "../environments/environment";
import type { Broker } from "../model/broker";
import type { HttpService, Objectives, Route } from "../model/http-service";
import type { LogFacts } from "../model/logs";
import { tolerableErrors } from "../model/logs";
import type { Monitored, Resource } from "../model/resource";
import { memoryOf } from "../model/database";
import { statedLimits } from "../model/workload";
import { bytesText, durationText, percentText } from "../units/text";

/** Facts as texts for people, by what they are called. */
export type Facts = Readonly<Record<string, string>>;

/** A service or resource, as it is described. */
export interface DescribedThing {
  readonly kind: "service" | Resource["kind"];
  readonly name: string;
  readonly facts: Facts;
  /** What the thing promises: of all its requests, and of routes by themselves. */
  readonly objectives: Facts;
  /** Methods and query parameters of each endpoint, by its route. */
  readonly endpoints: Facts;
}

export const serviceThing = (service: HttpService, { probes }: Environment): DescribedThing => ({
  kind: "service",
  name: service.name,
  facts: stated({
    ...common(service),
    runs: `${service.workload.namespace}/${service.workload.deployment}`,
    probe: `${probes.addresses[service.name] ?? ""}${service.probe}`,
    "depends on": names(service.dependsOn()),
    consumes: names(service.consumes ?? []),
    ...logs(service.logs),
  }),
  objectives: Object.fromEntries(
    [
      ...promises("", service.objectives),
      ...service.routes.flatMap(({ path, objectives }) => (objectives ? promises(`${path}: `, objectives) : [])),
    ].sort(byName),
  ),
  endpoints: Object.fromEntries(service.routes.map((route) => [route.path, endpoint(route)] as const).sort(byName)),
});

export const resourceThing = (resource: Resource): DescribedThing => ({
  kind: resource.kind,
  name: resource.name,
  facts: stated({ ...common(resource), ...ofKind(resource), ...("logs" in resource && logs(resource.logs)) }),
  objectives: {},
  endpoints: {},
});

const common = (thing: Monitored) => ({
  description: thing.description,
  owner: thing.owner.name,
  criticality: "criticality" in thing ? thing.criticality : "",
});

function ofKind(resource: Resource): Facts {
  switch (resource.kind) {
    case "workload": {
      const { cpu, memory } = statedLimits(resource);
      return {
        runs: `${resource.namespace}/${resource.deployment}`,
        "CPU limit": cpu ? `${cpu.cores} cores` : "",
        "memory limit": memory ? bytesText(memory) : "",
      };
    }
    case "database":
      return {
        "instance class": resource.instanceClass,
        memory: bytesText(memoryOf(resource)),
        storage: bytesText(resource.storage),
      };
    case "bucket":
      return {
        region: resource.region,
        "tolerable growth": resource.weeklyGrowth ? `${percentText(resource.weeklyGrowth)} a week` : "",
      };
    case "broker":
      return brokerFacts(resource);
  }
}

const brokerFacts = ({ namespace, service, statefulSet, vhost, queues }: Broker): Facts => ({
  runs: `${namespace}/${statefulSet}`,
  reached: `${namespace}/${service}, virtual host ${vhost}`,
  ...Object.fromEntries(
    queues.map(({ name, pattern, drainsWithin: { ticket, page } }) => [
      `queues ${name}`,
      `${pattern}, drained within ${durationText(ticket)}${page ? `, at most ${durationText(page)}` : ""}`,
    ]),
  ),
});

const logs = (facts: LogFacts) => ({
  logs: `${bytesText(facts.perDay)} a day, at least every ${durationText(facts.atLeastEvery)}`,
  "tolerable error lines": `${tolerableErrors(facts)} in 10 min`,
});

const endpoint = ({ methods, params }: Route): string =>
  [methods.join(", "), ...(params ? [`parameters ${params.join(", ")}`] : [])].join("; ");

const promises = (of: string, { availability, latency }: Objectives) => [
  [`${of}availability`, percentText(availability)] as const,
  [`${of}latency`, `${percentText(latency.share)} within ${durationText(latency.within)}`] as const,
];

const names = (things: readonly { readonly name: string }[]): string =>
  things
    .map(({ name }) => name)
    .sort()
    .join(", ");

const stated = (facts: Facts): Facts =>
  Object.fromEntries(
    Object.entries(facts)
      .filter(([, text]) => text !== "")
      .sort(byName),
  );

const byName = ([one]: readonly [string, string], [other]: readonly [string, string]): number => (one < other ? -1 : 1);
