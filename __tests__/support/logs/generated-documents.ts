import type { Field } from "../../../logs/field";
import { timestamp } from "../../../logs/fields";
import type { Filter } from "../../../logs/filter";
import type { LogDashboard, Measure, SavedSearch } from "../../../logs/panel";
import type { Duration } from "../../../units/quantities";
import type { Json } from "../live/opensearch";

type Value = string | number;

export interface Asked {
  readonly dashboard: LogDashboard;
  readonly searches: readonly SavedSearch[];
  readonly fields: readonly Field[];
}

/**
 * Documents for questions to be asked of: each field has one of a few values, or none, and among them are those that a
 * question looks for. Which ones follows from a fixed row of numbers. Whether lines become such documents is shown
 * elsewhere, with real lines.
 */
export function documentsFor(asked: Asked, count: number, begins: number, apart: Duration): Json[] {
  const next = numbers();
  const choices = asked.fields
    .filter((field) => field !== timestamp && field.type !== "flattened")
    .map((field) => ({ field, values: valuesFor(field, asked), spread: isSpread(field, asked) }));
  return Array.from({ length: count }, (_, at) => {
    const document: Record<string, unknown> = {
      "@timestamp": new Date(begins + at * apart.milliseconds).toISOString(),
    };
    for (const { field, values, spread } of choices) {
      const chosen = values[next() % (values.length + 1)];
      const value = spread && chosen !== undefined ? evenly(next(), values) : chosen;
      if (value !== undefined) put(document, field.name.split("."), value);
    }
    return document;
  });
}

/** Numerical Recipes' generator: fixed, and without a pattern that the length of a list of values would meet. */
function numbers(): () => number {
  let state = 7;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
}

/** Anything up to twice the largest. */
const evenly = (drawn: number, values: readonly Value[]): number =>
  Math.round((drawn / 2 ** 24) * 2 * Math.max(...values.map(Number)));

/** Of what percentiles are asked for, a few values would not do: the engine estimates between them. */
const isSpread = ({ name }: Field, { dashboard }: Asked): boolean =>
  dashboard.panels.some(({ query }) =>
    query.measures.some((measure) => measure.kind === "percentile" && measure.field.name === name),
  );

function put(inside: Record<string, unknown>, [name = "", ...rest]: readonly string[], value: Value): void {
  if (rest.length === 0) inside[name] = value;
  else put((inside[name] ??= {}) as Record<string, unknown>, rest, value);
}

/** Those that some question looks for, and others. */
function valuesFor({ name, type }: Field, { dashboard, searches }: Asked): Value[] {
  const filters = [
    ...dashboard.panels.flatMap(({ query }) => [query.filter, ...query.measures.map(filterOf)]),
    ...searches.map(({ filter }) => filter),
  ];
  const asked = filters.flatMap((filter) => (filter ? askedIn(filter, name) : []));
  switch (type) {
    case "long":
    case "double":
      return [...new Set([1, 40, 700, ...asked.map(Number).flatMap((value) => [value, value - 1, value + 3])])];
    case "boolean":
      return ["true", "false"];
    case "date":
      return ["2026-11-01T00:00:00.000Z"];
    case "ip":
      return ["192.0.2.1", "192.0.2.2"];
    default:
      return [...new Set([`${name} one`, `${name} two`, ...asked.map(String)])];
  }
}

const filterOf = (measure: Measure): Filter | undefined =>
  measure.kind === "count" || measure.kind === "share" ? measure.of : undefined;

function askedIn(filter: Filter, name: string): Value[] {
  switch (filter.kind) {
    case "is":
    case "at-least":
      return filter.field.name === name ? [filter.value] : [];
    case "exists":
      return [];
    case "all":
    case "any":
      return filter.of.flatMap((part) => askedIn(part, name));
    case "not":
      return askedIn(filter.of, name);
  }
}
