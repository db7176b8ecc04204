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
 * How often what looks back upon hours or days is recorded: one may be lost before Prometheus, after 5 min, takes the
 * last for gone.
 */
export const slowInterval = minutes(2);

/** Of a slice's rules: those that are evaluated less often have a group of their own. */
export const groupNames = (slice: string) => [slice, `${slice}-slow`] as const;

/**
 * The rules that write the series of some signals: as often as targets are scraped, and those that look back far apart.
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
