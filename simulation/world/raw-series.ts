import { whyAbsent } from "../../environments/absence";
import type { Setting } from "../../scenarios/known";
import type { Scenario } from "../../scenarios/scenario";
import type { Target } from "../../scenarios/targets";
import { targetsOf } from "../../scenarios/targets";
import type { Clock } from "../clock";
import type { SampledSeries } from "../samples";
import { brokerTold } from "./broker-told";
import { bucketTold } from "./bucket-told";
import { databaseTold } from "./database-told";
import { elkTold } from "./elk-told";
import { httpTold } from "./http";
import { monitoringTold } from "./monitoring-told";
import { ownCertificateTold, probesTold } from "./probes";
import type { Reads } from "./reads";
import { reachOf } from "./reads";
import { upOf, withoutGaps } from "./scraping";
import type { Course } from "./timeline";
import { timelineOf } from "./timeline";
import { workloadTold } from "./workloads";
import type { ExposedSeries, World } from "./world";

export interface RawSeriesOptions extends Setting {
  /** Seed of what is random: another one is another day of the same kind. */
  readonly seed: number;
  readonly clock: Clock;
  /** Series that are read, and how far back; the rest is left out. @default all, at every moment of the clock */
  readonly reads?: Reads;
}

/** Series that Prometheus would have scraped of all exporters, had the scenario happened. */
export function rawSeries(scenario: Scenario, { clock, reads, ...where }: RawSeriesOptions): SampledSeries[] {
  const world: World = {
    ...where,
    scenario,
    timeline: timelineOf(clock),
    targets: targetsOf(where.system, where.environment),
  };
  const ups = new Map<Target, Course>();
  const upFor = (target: Target) => {
    const up = ups.get(target) ?? upOf(target, world);
    ups.set(target, up);
    return up;
  };
  return everythingTold(world).flatMap((series) => {
    const reach = reads ? reachOf(reads, series.metric.name, series.labels) : Infinity;
    return reach === undefined ? [] : [withoutGaps(sampled(series, upFor(series.target), { clock, reach }), world)];
  });
}

/** All series of all exporters, before anybody scrapes them. */
export const everythingTold = (world: World): ExposedSeries[] => [
  ...world.system.services.flatMap((service) => [...httpTold(service, world), ...probesTold(service, world)]),
  ...world.system.resources
    .filter((resource) => whyAbsent(resource, world.environment) === undefined)
    .flatMap((resource) => {
      switch (resource.kind) {
        case "workload":
          return workloadTold(resource, world);
        case "database":
          return databaseTold(resource, world);
        case "broker":
          return brokerTold(resource, world);
        case "bucket":
          return bucketTold(resource, world);
      }
    }),
  ...elkTold(world),
  ...monitoringTold(world),
  ...ownCertificateTold(world),
];

/** The samples that a scrape brought; none where the target did not answer. */
function sampled(
  { metric, labels, values, always }: ExposedSeries,
  up: Course,
  { clock, reach }: { readonly clock: Clock; readonly reach: number },
): SampledSeries {
  const all = values();
  // A rate needs a sample more than its range, and recorded series are read for 5 minutes.
  const from = firstAt(clock.at, clock.begins - reach - slack);
  return {
    name: metric.name,
    labels,
    at: clock.at.subarray(from),
    values: all.subarray(from).map((value, index) => (always || up[from + index] === 1 ? value : NaN)),
  };
}

const slack = 10 * 60_000;

/** Index of the first moment that is not before another. */
function firstAt(at: Float64Array, moment: number): number {
  const index = at.findIndex((one) => one >= moment);
  return index < 0 ? at.length : index;
}
