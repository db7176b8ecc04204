import { scrapeInterval } from "../environments/scrape";
import { print } from "../promql/print";
import type { Duration } from "../units/quantities";
import { minutes } from "../units/quantities";
import { promDuration } from "../units/text";
import type { RecordedSeries, Signal } from "./signal";

/** A group of Prometheus' rule files. */
export interface RuleGroup {
  readonly name: string;
  readonly interval: string;
  readonly rules: readonly { readonly record: string; readonly expr: string }[];
}

/**
 * Interval of the rules that look back upon hours or days: one evaluation may be lost before Prometheus, after 5 min,
 * takes the last sample for gone.
 */
export const slowInterval = minutes(2);

/** Names of a slice's rule groups: rules that are evaluated less often have one of their own. */
export const groupNames = (slice: string) => [slice, `${slice}-slow`] as const;

/**
 * The groups of the rules that write the series of some signals: one evaluated as often as targets are scraped, and one
 * of the rules that look back far.
 */
export function recordingGroups(name: string, signals: readonly Signal[]): RuleGroup[] {
  const all = signals.flatMap(({ series }) => series);
  const [quick, slow] = groupNames(name);
  const groups = [
    group(
      quick,
      scrapeInterval,
      all.filter((series) => !series.slow),
    ),
    group(
      slow,
      slowInterval,
      all.filter((series) => series.slow),
    ),
  ];
  return groups.filter(({ rules }) => rules.length > 0);
}

const group = (name: string, interval: Duration, series: readonly RecordedSeries[]): RuleGroup => ({
  name,
  interval: promDuration(interval),
  rules: series.map(({ metric, expr }) => ({ record: metric.name, expr: print(expr) })),
});
