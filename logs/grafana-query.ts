import type { Duration } from "../units/quantities";
import { hours } from "../units/quantities";
import { promDuration } from "../units/text";
import { lucene } from "./filter";
import type { LogQuery } from "./query";
import { timestamp } from "./fields";

/** Of the values of a field, so many are told apart: the most frequent, or those that were first seen last. */
const mostValues = 20;

/** What the share of new values is a share of is counted by the hour. */
const bucketOfNew = hours(1);

/** How long each point of a query's series covers. */
export const pointOf = (query: LogQuery): Duration => (query.kind === "line-count" ? query.over : bucketOfNew);

/** A query as Grafana's data source for Elasticsearch takes it: its series, a point for each {@link pointOf}. */
export const elasticsearchModel = (query: LogQuery) => ({
  query: lucene(query.filter),
  timeField: timestamp.name,
  metrics: [
    { id: "lines", type: "count" },
    ...(query.kind === "new-values" ? [{ id: "first", type: "min", field: timestamp.name, hide: true }] : []),
  ],
  bucketAggs: [
    ...termsOf(query),
    {
      id: "time",
      type: "date_histogram",
      field: timestamp.name,
      // A quarter of an hour in which nothing was written is 0, and no gap.
      settings: { interval: promDuration(pointOf(query)), min_doc_count: "0" },
    },
  ],
});

function termsOf(query: LogQuery): object[] {
  const field = query.kind === "new-values" ? query.of : query.by;
  if (!field) return [];
  const orderBy = query.kind === "new-values" ? "first" : "_count";
  return [
    {
      id: "values",
      type: "terms",
      field: field.name,
      settings: { size: String(mostValues), order: "desc", orderBy, min_doc_count: "1" },
    },
  ];
}
