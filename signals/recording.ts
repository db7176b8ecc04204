import { scrapeInterval } from "../environments/scrape";
import { print } from "../promql/print";
import { promDuration } from "../units/text";
import type { Signal } from "./signal";

/** A group of Prometheus' rule files. */
export interface RuleGroup {
  readonly name: string;
  readonly interval: string;
  readonly rules: readonly { readonly record: string; readonly expr: string }[];
}

/** The rules that write the series of some signals, evaluated together and as often as targets are scraped. */
export const recordingGroup = (name: string, signals: readonly Signal[]): RuleGroup => ({
  name,
  interval: promDuration(scrapeInterval),
  rules: signals.flatMap(({ series }) =>
    series.map(({ metric, expr }) => ({ record: metric.name, expr: print(expr) })),
  ),
});
