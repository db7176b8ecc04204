import type { AnyAlert } from "../alerts/alert";
import { logArtefacts } from "../logs/artefacts";
import type { Component } from "../model/component";
import type { Cell, NotHere, NotMeasured } from "./cell";

/** What the logs of every component have to have, from left to right. */
export const logColumns = ["collected", ...logArtefacts, "from-metrics", "to-metrics", "alert", "owner"] as const;
export type LogColumn = (typeof logColumns)[number];

/** The logs of one component. */
export interface LogRow {
  readonly component: Component;
  readonly answer: LogCells | NotHere | NotMeasured;
}

export interface LogCells {
  readonly cells: Readonly<Record<LogColumn, Cell>>;
  /** Alerts on the lines that are deployed. */
  readonly alerts: readonly AnyAlert[];
}

/** Something that is monitored and logs nothing that anybody keeps. */
export interface Unlogged {
  /** Name of its slice. */
  readonly slice: string;
  /** Why, in half a sentence; blank where nobody has said it. */
  readonly because: string;
}

export const logBlanksOf = ({ answer }: LogRow): LogColumn[] =>
  "cells" in answer ? logColumns.filter((column) => answer.cells[column].lacks.length > 0) : [];
