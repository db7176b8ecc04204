import type { Metric } from "../../promql/metric";
import { selector } from "../../promql/labels";
import type { Labels } from "../../promql/labels";

/** A series of promtool's input, with its samples in promtool's notation. */
export interface InputSeries {
  readonly series: string;
  readonly values: string;
}

/**
 * A series as the contract of its exporter shapes it: with all labels there are, of which the test states those that
 * matter. @throws if it states one that the exporter does not emit.
 */
export function shaped(metric: Metric, labels: Labels, values: string): InputSeries {
  const known = [...metric.labels, ...(metric.sometimes ?? [])];
  const unknown = Object.keys(labels).filter((label) => !known.includes(label));
  if (unknown.length > 0) throw new Error(`${metric.name} has no label ${unknown.join(", ")}`);
  const others = Object.fromEntries(metric.labels.map((label) => [label, `some-${label}`]));
  return { series: metric.name + selector({ ...others, ...labels }), values };
}

/** Name of a series' metric. */
export const metricOf = (series: string): string => series.replace(/\{.*$/s, "");
