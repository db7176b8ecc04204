import type { Expr } from "../promql/ast";
import type { Vector } from "../promql/build";
import type { Metric } from "../promql/metric";
import type { Unit } from "../units/unit";

/** What is known of one thing that is measured, wherever it is: panels, alerts and summary take it from here. */
export interface SignalKind {
  /** Stable and unique. */
  readonly id: string;
  /** For people: the default title of its panels. */
  readonly title: string;
  readonly method: "rate" | "errors" | "duration" | "utilisation" | "saturation";
  /** Of its recorded series. */
  readonly unit: Unit;
  readonly absentMeans: AbsentMeans;
  /** What is normal, in one sentence: stands in the description of every panel that shows it. */
  readonly normally: string;
  /** Why no alert watches it. @default one does, and coverage fails where none does */
  readonly noAlert?: string;
  /** Id of the signal in which the alerts see what is wrong with this one. @default its own */
  readonly judgedBy?: string;
}

/** A kind of signal on one thing: with the recording rules that write its series. */
export interface Signal extends SignalKind {
  readonly series: readonly RecordedSeries[];
  /** The one thing that its exporter has to bring it of. @default what its slice is about, be that everything */
  readonly of?: string;
}

/** What it means that a signal has no data. Alerts take their no-data state from it. */
export type AbsentMeans = "healthy" | "broken" | "unknown";

/** A series that a recording rule writes: its name and labels, and the expression over the exporter's contract. */
export interface RecordedSeries {
  readonly metric: Metric<"recorded">;
  readonly expr: Expr;
  /** Looks back upon hours or days: every few minutes is often enough. @default as often as targets are scraped */
  readonly slow?: true;
}

/** Compiles only when the expression carries exactly the labels the series is declared with. */
export const recordAs = <L extends string>(
  metric: Metric<"recorded", L>,
  value: Vector<NoInfer<L>>,
): RecordedSeries => ({ metric, expr: value.expr });

export const recordSlowly = <L extends string>(
  metric: Metric<"recorded", L>,
  value: Vector<NoInfer<L>>,
): RecordedSeries => ({ slow: true, ...recordAs(metric, value) });
