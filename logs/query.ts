import type { Duration } from "../units/quantities";
import type { Field } from "./field";
import type { Filter } from "./filter";
import { fieldsIn } from "./filter";

/**
 * A number that Elasticsearch knows of the documents of the last minutes, hours or days: for panels and alerts of
 * Grafana.
 */
export type LogQuery = LineCount | FirstSeen;

/** A query of how many lines there were. */
export interface LineCount {
  readonly kind: "line-count";
  readonly filter: Filter;
  /** How much of the past is counted, from now back. */
  readonly over: Duration;
  /** Field for each of whose values there is a number. @default one number for all */
  readonly by?: Field;
}

/** A query of how many seconds ago each value of a field was first seen. Asked for the newest. */
export interface FirstSeen {
  readonly kind: "first-seen";
  readonly filter: Filter;
  readonly of: Field;
  /** How far back is looked: whatever is older counts as first seen then, or later. */
  readonly over: Duration;
}

export const lineCount = (filter: Filter, over: Duration, by?: Field): LineCount => ({
  kind: "line-count",
  filter,
  over,
  ...(by && { by }),
});

export const firstSeen = (of: Field, filter: Filter, over: Duration): FirstSeen => ({
  kind: "first-seen",
  of,
  filter,
  over,
});

/** The fields that a query asks for. */
export function fieldsOfQuery(query: LogQuery): Field[] {
  const told = query.kind === "first-seen" ? query.of : query.by;
  return [...fieldsIn(query.filter), ...(told ? [told] : [])];
}
