import { elasticsearchDuration } from "../units/text";
import { timestamp } from "./fields";
import { lucene } from "./filter";
import type { LogQuery } from "./query";

/** Of the values of a field, so many are told apart: the most frequent. */
const mostValues = 20;

/**
 * Of the values of a field that were first seen last, so many are told apart. Each shard, which is a day of a
 * component, names one and a half times as many of its own: a value that one of them leaves out seems to be as young as
 * the shard is.
 */
const mostNewValues = 200;

/**
 * What the parts of a query are called in Elasticsearch's answer. Grafana understands "in the order of this metric"
 * only where its id is a number, and passes any other name on as it is, which Elasticsearch refuses (`addTermsAgg` in
 * pkg/tsdb/elasticsearch/aggregation_factory.go).
 */
const ids = { metric: "1", values: "2", time: "3" } as const;

/**
 * A query as Grafana's data source for Elasticsearch takes it. What comes of it is a series for each value that is told
 * apart, under a label of the field's name. Where nothing fits there is one series of zeros; none where values are told
 * apart, and none where there is no data stream: that is what Grafana calls no data.
 */
export const elasticsearchModel = (query: LogQuery) => ({
  query: lucene(query.filter),
  metrics: [
    query.kind === "line-count"
      ? { id: ids.metric, type: "count" }
      : { id: ids.metric, type: "min", field: timestamp.name },
  ],
  bucketAggs: [
    ...valuesOf(query),
    {
      id: ids.time,
      type: "date_histogram",
      field: timestamp.name,
      settings: {
        // Buckets begin where multiples of it do, so the first and the last cover less; together they cover what is
        // asked.
        interval: elasticsearchDuration(query.over),
        // A quarter of an hour in which nothing was written is 0, and no gap; but nothing has no first line.
        min_doc_count: query.kind === "line-count" ? "0" : "1",
      },
    },
  ],
});

function valuesOf(query: LogQuery): object[] {
  const field = query.kind === "first-seen" ? query.of : query.by;
  if (!field) return [];
  const [orderBy, most] = query.kind === "first-seen" ? [ids.metric, mostNewValues] : ["_count", mostValues];
  return [
    {
      id: ids.values,
      type: "terms",
      field: field.name,
      settings: { size: String(most), order: "desc", orderBy, min_doc_count: "1" },
    },
  ];
}
