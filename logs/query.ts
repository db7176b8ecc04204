import type { Duration } from "../units/quantities";
import type { Field } from "./field";
import type { Filter } from "./filter";

/** A number that Elasticsearch knows of the documents of the last minutes, hours or days: for panels and alerts of Grafana. */
export type LogQuery = LineCount | NewValues;

/** How many lines there were. */
export interface LineCount {
  readonly kind: "line-count";
  readonly filter: Filter;
  /** The last so many minutes. */
  readonly over: Duration;
  /** A number for each value. @default one for all */
  readonly by?: Field;
}

/**
 * For each value of a field, the share of its lines that came in the last hour: 1 where it had never been seen before.
 * Asked for the values that were first seen last.
 */
export interface NewValues {
  readonly kind: "new-values";
  readonly filter: Filter;
  readonly of: Field;
  /** How far back something has to be known to be old. */
  readonly over: Duration;
}

export const lineCount = (filter: Filter, over: Duration, by?: Field): LineCount => ({
  kind: "line-count",
  filter,
  over,
  ...(by && { by }),
});

export const newValues = (of: Field, filter: Filter, over: Duration): NewValues => ({
  kind: "new-values",
  of,
  filter,
  over,
});
