import type { Target } from "../../scenarios/targets";
import type { Setting } from "../../scenarios/known";
import type { Scenario } from "../../scenarios/scenario";
import type { Labels } from "../../promql/labels";
import type { Metric, MetricType } from "../../promql/metric";
import type { Course, Timeline } from "./timeline";

/** All that decides what exporters say. */
export interface World extends Setting {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly timeline: Timeline;
  readonly targets: readonly Target[];
}

/** A series as its exporter has it, before anybody scrapes it. */
export interface ExposedSeries {
  readonly metric: Metric;
  /** All labels of the series, the target's too. */
  readonly labels: Labels;
  /** Target whose scrape brings the series. */
  readonly target: Target;
  /** Whether Prometheus writes the series itself, whether the target answers or not. @default false */
  readonly always?: boolean;
  /** Values of the series, NaN where the exporter does not tell it. Called only for series that somebody reads. */
  readonly values: () => Course;
}

export const exposed = <Label extends string>(
  metric: Metric<MetricType, Label>,
  target: Target,
  labels: Partial<Record<NoInfer<Label>, string>>,
  values: () => Course,
): ExposedSeries => ({ metric, labels: labelled(metric, target, labels), target, values });

/** The series' own labels win, as with `honorLabels`; of the target's only those that the contract has are left. */
function labelled(metric: Metric, target: Target, own: Partial<Labels>): Labels {
  const known = [...metric.labels, ...(metric.sometimes ?? [])];
  const all: Partial<Labels> = { ...target.labels, job: target.job, instance: target.instance, ...own };
  return Object.fromEntries(known.flatMap((label) => (all[label] === undefined ? [] : [[label, all[label]]])));
}

/** Makes something at most once: for what several series are made of, and none of them may be read. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
