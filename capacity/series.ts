import type { Metric } from "../promql/metric";

/** How many values each label of an exporter has; one that is not named has one. */
export type Domains = Readonly<Record<string, number>>;

/** Series of some metrics: each has as many as its labels have combinations. */
export const seriesOf = (metrics: readonly Metric[], domains: Domains): number =>
  sum(metrics.map(({ labels }) => labels.reduce((all, label) => all * (domains[label] ?? 1), 1)));

export const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);

/** Series that are active at a time, in each Prometheus: all of them scrape everything. */
export interface SeriesEstimate {
  /** Who tells them: an exporter by its name in its contract, or `recording rules`. */
  readonly from: string;
  /** The slice that they are of. */
  readonly slice: string;
  /** What there would be more of, were there more services like these; the monitoring itself stays. */
  readonly grows: boolean;
  readonly usual: number;
  /** What limits and budgets let pass. @default as usual: nothing bounds it but what is there */
  readonly most?: number;
}
