import type { Metric } from "../promql/metric";

/** A query as it leaves this program, to be checked against what the exporters emit. */
export interface CheckedQuery {
  readonly where: string;
  readonly text: string;
  /** Panels may use Grafana's variables; rules have nobody who sets them. */
  readonly inPanel: boolean;
}

/** A construct that sends queries to Prometheus. */
export interface HasQueries {
  queries(): readonly CheckedQuery[];
}

export const hasQueries = (construct: object): construct is HasQueries =>
  "queries" in construct && typeof construct.queries === "function";

/** A construct whose rules write series that others may query. */
export interface HasRecordedMetrics {
  recordedMetrics(): readonly Metric<"recorded">[];
}

export const hasRecordedMetrics = (construct: object): construct is HasRecordedMetrics =>
  "recordedMetrics" in construct && typeof construct.recordedMetrics === "function";
