import type { Environment } from "../../environments/environment";
import type { Target } from "../../scenarios/targets";
import type { Scenario } from "../../scenarios/scenario";
import type { System } from "../../model/system";
import type { Labels } from "../../promql/labels";
import type { Metric, MetricType } from "../../promql/metric";
import type { Course, Timeline } from "./timeline";

/** All that decides what exporters say. */
export interface World {
  readonly system: System;
  readonly environment: Environment;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly timeline: Timeline;
  readonly targets: readonly Target[];
}

/** A series as its exporter has it, before anybody scrapes it. */
export interface Told {
  readonly metric: Metric;
  /** All of them, the target's too. */
  readonly labels: Labels;
  /** Whose scrape brings it. */
  readonly target: Target;
  /** Prometheus writes it itself, whether the target answers or not. @default false */
  readonly always?: boolean;
  /** Called only for series that somebody reads. NaN where the exporter does not tell it. */
  readonly values: () => Course;
}

export const told = <Label extends string>(
  metric: Metric<MetricType, Label>,
  target: Target,
  labels: Labels,
  values: () => Course,
): Told => ({ metric, labels: labelled(metric, target, labels), target, values });

/** The series' own labels win, as with `honorLabels`; of the target's only those that the contract has are left. */
function labelled(metric: Metric, target: Target, own: Labels): Labels {
  const known = [...metric.labels, ...(metric.sometimes ?? [])];
  const all: Labels = { ...target.labels, job: target.job, instance: target.instance, ...own };
  return Object.fromEntries(known.flatMap((label) => (label in all ? [[label, all[label] ?? ""]] : [])));
}

/** For what several series are made of, and none of them may be read. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
