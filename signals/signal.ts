import type { Expr } from "../promql/ast";
import type { Vector } from "../promql/build";
import type { Metric } from "../promql/metric";
import type { Unit } from "../units/unit";

/**
 * One thing that is measured, in all its forms: recording rules, panels, alerts, summary and documentation take
 * everything they say about it from here.
 */
export interface Signal {
  /** Stable: part of UIDs. */
  readonly id: string;
  readonly title: string;
  readonly method: "rate" | "errors" | "duration" | "utilisation" | "saturation";
  /** The rows of the metrics plan that it answers; none for what only alerts and dashboards need. */
  readonly plan: readonly number[];
  readonly unit: Unit;
  readonly series: readonly RecordedSeries[];
  readonly absentMeans: AbsentMeans;
  /** What is normal, in one sentence. */
  readonly normally: string;
}

/** What it means that a signal has no data. Alerts take their no-data state from it. */
export type AbsentMeans = "healthy" | "broken" | "unknown";

/** A series that a recording rule writes: its name and labels, and the expression over the exporter's contract. */
export interface RecordedSeries {
  readonly metric: Metric<"recorded">;
  /** Says which of a signal's series it is: `p95`, `mean`. */
  readonly title: string;
  readonly expr: Expr;
}

/** Compiles only when the expression carries exactly the labels the series is declared with. */
export const recordAs = <L extends string>(
  metric: Metric<"recorded", L>,
  title: string,
  value: Vector<NoInfer<L>>,
): RecordedSeries => ({
  metric,
  title,
  expr: value.expr,
});
