import type { Expr } from "../promql/ast";
import type { Vector } from "../promql/build";
import type { Metric } from "../promql/metric";
import type { Unit } from "../units/unit";

/**
 * A kind of signal: what is known of one thing that is measured, wherever it is. Panels, alerts and summary take it
 * from here.
 */
export interface SignalKind {
  /** Id of the signal, stable and unique: `http-requests`. */
  readonly id: string;
  /** Name of the signal for people: the default title of its panels. */
  readonly title: string;
  readonly method: "rate" | "errors" | "duration" | "utilisation" | "saturation";
  /** Unit of the signal's recorded series. */
  readonly unit: Unit;
  readonly absentMeans: AbsentMeans;
  /** What is normal of the signal, in one sentence: stands in the description of every panel that shows it. */
  readonly normally: string;
  /** Why no alert watches the signal. @default one does, and coverage fails where none does */
  readonly noAlert?: string;
  /** Id of the signal in which the alerts see what is wrong with this one. @default its own */
  readonly judgedBy?: string;
}

/** A kind of signal on one thing: with the recording rules that write its series. */
export interface Signal extends SignalKind {
  readonly series: readonly RecordedSeries[];
  /**
   * Name of the one thing that the exporter has to bring this signal of. @default what its slice is about, be that
   * everything
   */
  readonly of?: string;
}

/** What it means that a signal has no data. Alerts take their no-data state from it. */
export type AbsentMeans = "healthy" | "broken" | "unknown";

/** A series that a recording rule writes: its name and labels, and the expression over the exporter's contract. */
export interface RecordedSeries {
  readonly metric: Metric<"recorded">;
  readonly expr: Expr;
  /**
   * The rule looks back upon hours or days: to evaluate it every few minutes is often enough. @default as often as
   * targets are scraped
   */
  readonly slow?: true;
}

/**
 * A series that a rule records. It compiles only when the expression carries exactly the labels the series is declared
 * with.
 */
export const recordAs = <L extends string>(
  metric: Metric<"recorded", L>,
  value: Vector<NoInfer<L>>,
): RecordedSeries => ({ metric, expr: value.expr });

export const recordSlowly = <L extends string>(
  metric: Metric<"recorded", L>,
  value: Vector<NoInfer<L>>,
): RecordedSeries => ({ slow: true, ...recordAs(metric, value) });
