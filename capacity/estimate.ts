import { whyAbsent } from "../environments/absence";
import type { Environment } from "../environments/environment";
import type { Logging } from "../logs/disk";
import { indicesOf } from "../logs/shards";
import type { System } from "../model/system";
import type { AnySlice } from "../slices/slice";
import { clusterSeries } from "./cluster-series";
import { serviceSeries } from "./http-series";
import { groupsOf, recordedSeries } from "./recorded-series";
import { resourceSeries } from "./resource-series";
import type { SeriesEstimate } from "./series";
import { sum } from "./series";

/** What is there to be measured. */
export interface Measured {
  readonly system: System;
  readonly environment: Environment;
  /** All slices that are built: their rules are evaluated. */
  readonly slices: readonly AnySlice[];
  /** The components whose lines get to Elasticsearch. */
  readonly logging: readonly Logging[];
}

/**
 * Every active series, by who tells it and what it is of.
 *
 * @param times how many times as many services there are, each with its share of resources; `logging` has them already
 */
export function seriesEstimates(measured: Measured, times = 1): SeriesEstimate[] {
  const { system, environment, slices, logging } = measured;
  const there = {
    times,
    components: logging.length,
    indices: sum(logging.map((component) => indicesOf(component, environment.elk))),
    ruleGroups: Math.round(times * groupsOf(slices)),
  };
  const here = system.resources.filter((resource) => whyAbsent(resource, environment) === undefined);
  return [
    ...system.services.flatMap((service) => serviceSeries(service, environment)),
    ...here.flatMap(resourceSeries),
    ...clusterSeries(system, environment, there),
    ...recordedSeries(slices, system, environment),
  ].map((estimate) => (estimate.grows ? grown(estimate, times) : estimate));
}

const grown = (estimate: SeriesEstimate, times: number): SeriesEstimate => ({
  ...estimate,
  usual: Math.round(times * estimate.usual),
  ...(estimate.most !== undefined && { most: Math.round(times * estimate.most) }),
});
