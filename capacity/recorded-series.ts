import type { Environment } from "../environments/environment";
import type { HttpService } from "../model/http-service";
import { sliceName } from "../model/http-service";
import type { Resource } from "../model/resource";
import { useName } from "../model/resource";
import type { System } from "../model/system";
import type { Expr } from "../promql/ast";
import { nodesOf } from "../promql/parts";
import { copies, nodes, targetsOf } from "../scenarios/targets";
import { queuesOf } from "../scenarios/known";
import type { RecordedSeries } from "../signals/signal";
import type { AnySlice } from "../slices/slice";
import { scopesOf } from "../signals/objectives";
import * as usual from "./assumptions";
import { endpointsOf } from "./http-series";
import type { Domains, SeriesEstimate } from "./series";
import { seriesOf, sum } from "./series";

/** Stands as `from` in the estimates of what rules write, where others have the name of an exporter. */
export const recordingRules = "recording rules";

/** Series that the rules of slices write: of each as many as its labels have combinations. */
export function recordedSeries(
  slices: readonly AnySlice[],
  system: System,
  environment: Environment,
): SeriesEstimate[] {
  const isByEndpoint = remembered();
  const services = new Map(system.services.map((service) => [sliceName(service.name), service]));
  const resources = new Map(system.resources.map((resource) => [useName(resource), resource]));
  const jobs = new Set(targetsOf(system, environment).map(({ job }) => job)).size;
  const ruleGroups = groupsOf(slices);
  return slices.flatMap(({ name, signals }) => {
    const series = signals.flatMap((signal) => signal.series);
    if (series.length === 0) return [];
    const service = services.get(name);
    const resource = resources.get(name);
    const domains: Domains = {
      ...usual.parts,
      ...(resource ? ofResource(resource) : ofMonitoring(environment, jobs, ruleGroups)),
    };
    const ofService = service && counting(service, environment);
    const count = (one: RecordedSeries) =>
      ofService ? ofService(one, isByEndpoint(one)) : seriesOf([one.metric], domains);
    const grows = service !== undefined || resource !== undefined;
    return [{ from: recordingRules, slice: name, grows, usual: sum(series.map(count)) }];
  });
}

/** How many rule groups all slices have: each one for what is quick, and one for what looks far back. */
export const groupsOf = (slices: readonly AnySlice[]): number =>
  sum(slices.map(({ signals }) => new Set(signals.flatMap(({ series }) => series.map(({ slow }) => slow))).size));

/** How many series a rule writes of a service: of every endpoint, of those with objectives only, or of none. */
function counting(service: HttpService, { probes }: Environment) {
  const endpoints = endpointsOf(service);
  const elsewhere = { ...usual.parts, place: probes.places.length, endpoint: scopesOf(service).length };
  return ({ metric }: RecordedSeries, byEndpoint: boolean): number =>
    byEndpoint
      ? sum(
          endpoints.map(({ ways, statuses }) =>
            seriesOf([metric], { method: ways, http_status_code: statuses, status_code: statuses }),
          ),
        )
      : seriesOf([metric], elsewhere);
}

/** Every service is measured by the same rules, of which there are many. */
function remembered(): (series: RecordedSeries) => boolean {
  const known = new Map<string, boolean>();
  return ({ metric, expr }) => {
    const before = known.get(metric.name);
    if (before !== undefined) return before;
    const is = metric.labels.includes("endpoint") && nodesOf(expr).some(sumsUpEndpoints);
    known.set(metric.name, is);
    return is;
  };
}

/** An aggregation by endpoint of what no selector has narrowed down to some. */
const sumsUpEndpoints = (node: Expr): boolean =>
  node.kind === "aggregate" &&
  node.grouping?.mode === "by" &&
  node.grouping.labels.includes("endpoint") &&
  !nodesOf(node.of).some((part) => part.kind === "selector" && part.matchers.some(({ label }) => label === "endpoint"));

function ofResource(resource: Resource): Domains {
  switch (resource.kind) {
    case "workload":
      return { instance: copies.pods };
    case "database":
      return { queryid: usual.database.statements };
    case "bucket":
      return {};
    case "broker":
      return { instance: nodes.broker, queue_name: queuesOf(resource).length };
  }
}

const ofMonitoring = ({ prometheus, elk }: Environment, job: number, group: number): Domains => ({
  ...{ job, group, pod: prometheus.replicas },
  node: elk.elasticsearch.hot.replicas + (elk.elasticsearch.warm?.replicas ?? 0),
});
