import type { Field } from "../../../logs/field";
import { timestamp } from "../../../logs/fields";
import type { Filter } from "../../../logs/filter";
import type { Bucket, Measure, PanelQuery } from "../../../logs/panel";
import type { Duration } from "../../../units/quantities";
import type { Json } from "../live/opensearch";

/** What a panel shows: for each combination of values one row. */
export interface Row {
  /** Of the buckets, from the outermost on; of the time, in milliseconds. */
  readonly of: readonly (string | number)[];
  readonly measures: readonly Measured[];
}

/**
 * None where nothing was measured. Of a percentile the values between which it lies, of the newest those as new as each
 * other.
 */
export type Measured =
  | string
  | number
  | null
  | { readonly from: number; readonly to: number }
  | { readonly oneOf: readonly (string | number)[] };

/** Of a document, as it is stored; whole objects and dotted names both occur. */
export function valueIn(document: Json, { name }: Pick<Field, "name">): string | number | undefined {
  const value = name
    .split(".")
    .reduce<unknown>(
      (inside, part) => (typeof inside === "object" && inside !== null ? (inside as Json)[part] : undefined),
      document,
    );
  return typeof value === "string" || typeof value === "number" ? value : undefined;
}

/** Whether a filter means a document: told without any search engine. */
export function means(filter: Filter, document: Json): boolean {
  switch (filter.kind) {
    case "is":
      return valueIn(document, filter.field) === filter.value;
    case "exists":
      return valueIn(document, filter.field) !== undefined;
    case "at-least": {
      const value = valueIn(document, filter.field);
      return typeof value === "number" && value >= filter.value;
    }
    case "all":
      return filter.of.every((part) => means(part, document));
    case "any":
      return filter.of.some((part) => means(part, document));
    case "not":
      return !means(filter.of, document);
  }
}

/** What a panel has to show of documents: counted here, without any search engine. */
export function answerTo(query: PanelQuery, documents: readonly Json[], every: Duration): Row[] {
  const meant = documents.filter((document) => !query.filter || means(query.filter, document));
  return grouped(query.by, query.measures, meant, every);
}

function grouped(
  by: readonly Bucket[],
  measures: PanelQuery["measures"],
  documents: readonly Json[],
  every: Duration,
): Row[] {
  const [bucket, ...inner] = by;
  if (!bucket) return [{ of: [], measures: measures.map((measure) => measured(measure, documents)) }];
  const groups = new Map<string | number, Json[]>();
  for (const document of documents) {
    const value = keyOf(bucket, document, every);
    if (value !== undefined) groups.set(value, [...(groups.get(value) ?? []), document]);
  }
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  const ranked =
    bucket.kind === "time"
      ? sorted
      : sorted
          .map(([value, inside]) => ({ value, inside, rank: middle(measured(measures[0], inside)) }))
          .sort((a, b) => b.rank - a.rank)
          .slice(0, bucket.most)
          .map(({ value, inside }): [string | number, Json[]] => [value, inside]);
  return ranked.flatMap(([value, inside]) =>
    grouped(inner, measures, inside, every).map((row) => ({ ...row, of: [value, ...row.of] })),
  );
}

function keyOf(bucket: Bucket, document: Json, { milliseconds }: Duration): string | number | undefined {
  if (bucket.kind === "values") return valueIn(document, bucket.field);
  const time = timeOf(document);
  return time - (time % milliseconds);
}

export const timeOf = (document: Json): number => Date.parse(String(valueIn(document, timestamp)));

const middle = (value: Measured): number => {
  if (value === null) return Number.NEGATIVE_INFINITY;
  if (typeof value !== "object") return Number(value);
  return "from" in value ? (value.from + value.to) / 2 : Number.NaN;
};

function measured(measure: Measure, documents: readonly Json[]): Measured {
  if (measure.kind === "count")
    return documents.filter((document) => !measure.of || means(measure.of, document)).length;
  if (measure.kind === "share")
    return documents.length === 0 ? null : documents.filter((one) => means(measure.of, one)).length / documents.length;
  const { field, kind } = measure;
  const having = documents.filter((document) => valueIn(document, field) !== undefined);
  if (kind === "distinct") return new Set(having.map((document) => valueIn(document, field))).size;
  if (having.length === 0) return null;
  if (kind === "last") {
    const newest = Math.max(...having.map(timeOf));
    return { oneOf: having.filter((one) => timeOf(one) === newest).flatMap((one) => valueIn(one, field) ?? []) };
  }
  const numbers = having
    .map((document) => (field.type === "date" ? timeOf(document) : Number(valueIn(document, field))))
    .sort((a, b) => a - b);
  switch (kind) {
    case "minimum":
      return numbers[0] ?? null;
    case "maximum":
      return numbers.at(-1) ?? null;
    case "percentile":
      return { from: atRank(numbers, measure.percent - estimated), to: atRank(numbers, measure.percent + estimated) };
  }
}

/** In hundredths of all values: engines estimate percentiles. */
const estimated = 3;

const atRank = (sorted: readonly number[], percent: number): number => {
  const place = Math.round((percent / 100) * (sorted.length - 1));
  return sorted[Math.min(sorted.length - 1, Math.max(0, place))] ?? 0;
};

/** In what an answer is another than the one expected; the order of rows aside. */
export function differences(answer: readonly Row[], expected: readonly Row[], { measures }: PanelQuery): string[] {
  const rows = new Map(answer.map((row) => [row.of.join(" · "), row]));
  const surplus = [...rows.keys()].filter((key) => !expected.some((row) => row.of.join(" · ") === key));
  return [
    ...surplus.map((key) => `no row ${key} was expected`),
    ...expected.flatMap((row) => {
      const key = row.of.join(" · ");
      const found = rows.get(key);
      if (!found) return [`the row ${key} is missing`];
      return row.measures.flatMap((own, at) => {
        const measured = found.measures[at] ?? null;
        if (agrees(measured, own)) return [];
        return [`${key}: "${measures[at]?.title}" is ${JSON.stringify(measured)} instead of ${JSON.stringify(own)}`];
      });
    }),
  ];
}

function agrees(measured: Measured, expected: Measured): boolean {
  if (typeof expected === "object" && expected !== null && "oneOf" in expected)
    return expected.oneOf.some((value) => value === measured);
  if (typeof measured !== "number") return measured === expected;
  if (typeof expected === "number") return Math.abs(measured - expected) <= 1e-9 * Math.abs(expected);
  return typeof expected === "object" && expected !== null && measured >= expected.from && measured <= expected.to;
}
