import type { AnyAlert } from "../alerts/alert";
import type { PlannedMetric } from "../model/plan";
import type { Monitored } from "../model/resource";
import type { Signal } from "../signals/signal";
import type { NoSignal } from "../slices/slice";
import type { Cell, NotHere, NotMeasured } from "./cell";
import type { LogRow, Unlogged } from "./log-matrix";

/** What every signal has to have, from left to right. */
export const columns = ["exporter", "contract", "recorded", "panel", "alert", "runbook", "owner"] as const;
export type Column = (typeof columns)[number];

/** Everything that is measured of everything that is monitored, with all that was built for it. */
export interface Matrix {
  readonly plan: readonly PlannedRow[];
  readonly slices: readonly SliceRows[];
  readonly logs: readonly LogRow[];
  readonly unlogged: readonly Unlogged[];
}

/** A metric of the plan, and the row that answers it. */
export interface PlannedRow {
  readonly metric: PlannedMetric;
  readonly answer: Answer | NotHere | NotMeasured;
}

export interface Answer {
  readonly row: Row;
  /** Its recorded series whose labels are not those of the plan. */
  readonly otherLabels: readonly { readonly series: string; readonly labels: readonly string[] }[];
}

/** What is measured of what one slice is about. */
export interface SliceRows {
  /** Name of the slice. */
  readonly name: string;
  /** Title of the slice, for people. */
  readonly title: string;
  /** What the slice is about. @default none, for what the description does not name: the monitoring itself */
  readonly described?: Monitored;
  readonly rows: readonly Row[];
  readonly unanswered: readonly NoSignal[];
}

/** A signal in one slice. */
export interface Row {
  /** Name of the slice. */
  readonly slice: string;
  readonly signal: Signal;
  readonly cells: Readonly<Record<Column, Cell>>;
  /** Alerts on the signal that are deployed. */
  readonly alerts: readonly AnyAlert[];
  /** Objectives by which it is judged, in words. */
  readonly objectives: readonly string[];
}

export const blanksOf = ({ cells }: Row): Column[] => columns.filter((column) => cells[column].lacks.length > 0);
