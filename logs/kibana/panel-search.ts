import type { Duration } from "../../units/quantities";
import { promDuration } from "../../units/text";
import type { TimeRange } from "../discover";
import { timestamp } from "../fields";
import { exists, searchQuery } from "../filter";
import type { Bucket, Measure, PanelQuery, SavedSearch } from "../panel";

/** The time that is looked at, and how much of it is one point of a graph. */
export interface SearchRange extends TimeRange {
  readonly every: Duration;
}

/** What the parts of a question are called in its search and in the answer: by their places. */
export const bucketName = (at: number): string => `by${at}`;
export const measureName = (at: number): string => `measure${at}`;

/** The question of a panel as the body of Elasticsearch's search API: what Kibana asks when it draws the panel. */
export const panelSearch = ({ filter, by, measures }: PanelQuery, range: SearchRange) => ({
  size: 0,
  query: {
    bool: { filter: [within(range), ...(filter ? [searchQuery(filter)] : [])] },
  },
  aggs: aggregations(by, measures, range),
});

/** What a saved search lists, as the body of Elasticsearch's search API. */
export const listSearch = ({ filter, columns, order }: SavedSearch, range: TimeRange, most: number) => ({
  size: most,
  query: { bool: { filter: [within(range), ...(filter ? [searchQuery(filter)] : [])] } },
  sort: [{ [timestamp.name]: order === "oldest-first" ? "asc" : "desc" }],
  _source: [timestamp, ...columns].map(({ name }) => name),
});

const within = ({ from, to }: TimeRange) => ({ range: { [timestamp.name]: { gte: from, lte: to } } });

type Aggregations = Readonly<Record<string, object>>;

function aggregations(
  by: PanelQuery["by"],
  measures: PanelQuery["measures"],
  range: SearchRange,
  at = 0,
): Aggregations {
  const [bucket, ...inner] = by;
  if (!bucket)
    return Object.fromEntries(measures.map((measure, place) => [measureName(place), aggregationOf(measure)]));
  const [first] = measures;
  return {
    [bucketName(at)]: {
      ...bucketing(bucket, first, range),
      aggs: {
        // What the values are ranked by has to stand beside them.
        ...(bucket.kind === "values" && { [measureName(0)]: aggregationOf(first) }),
        ...aggregations(inner, measures, range, at + 1),
      },
    },
  };
}

function bucketing(bucket: Bucket, first: Measure, { from, to, every }: SearchRange): object {
  if (bucket.kind === "values")
    return { terms: { field: bucket.field.name, size: bucket.most, order: { [rankOf(first)]: "desc" } } };
  return {
    date_histogram: {
      field: timestamp.name,
      fixed_interval: promDuration(every),
      min_doc_count: 0,
      extended_bounds: { min: from, max: to },
    },
  };
}

/** What the values of a field are ranked by. */
const rankOf = (first: Measure): string =>
  first.kind === "percentile" ? `${measureName(0)}.${first.percent}` : measureName(0);

function aggregationOf(measure: Measure): object {
  switch (measure.kind) {
    case "count":
    case "share":
      return { filter: measure.of ? searchQuery(measure.of) : { match_all: {} } };
    case "minimum":
      return { min: { field: measure.field.name } };
    case "maximum":
      return { max: { field: measure.field.name } };
    case "percentile":
      return { percentiles: { field: measure.field.name, percents: [measure.percent] } };
    case "distinct":
      return { cardinality: { field: measure.field.name } };
    case "last":
      return {
        filter: searchQuery(exists(measure.field)),
        aggs: {
          newest: {
            top_hits: {
              size: 1,
              sort: [{ [timestamp.name]: "desc" }],
              fields: [measure.field.name],
              _source: false,
            },
          },
        },
      };
  }
}
