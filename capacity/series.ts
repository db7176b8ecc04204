import type { Metric } from "../promql/metric";

/** How many values each label of an exporter has; one that is not named has one. */
export type Domains = Readonly<Record<string, number>>;

/** How many series some metrics have: each as many as its labels have combinations. */
export const seriesOf = (metrics: readonly Metric[], domains: Domains): number =>
  sum(metrics.map(({ labels }) => labels.reduce((all, label) => all * (domains[label] ?? 1), 1)));

export const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);

/** How many series of some origin are active at a time, in each Prometheus: all of them scrape everything. */
export interface SeriesEstimate {
  /** The name of whoever tells them: that of an exporter in its contract, or `recording rules`. */
  readonly from: string;
  /** The name of the slice that they are of. */
  readonly slice: string;
  /** Whether there would be more of them, were there more services like these; the monitoring itself stays. */
  readonly grows: boolean;
  /** How many there are on a usual day. */
  readonly usual: number;
  /** How many limits and budgets let pass. @default as usual: nothing bounds them but what is there */
  readonly most?: number;
}
