/**
 * What Kibana asks Elasticsearch when it draws a panel or lists what a saved search finds, read from what it is given
 * to keep and from nothing else (elastic/kibana, `lens/public/datasources/form_based`). What is kept there and not read
 * here is refused, so that nothing goes unasked.
 */
import type { TimeRange } from "../../../logs/discover";
import type { Duration } from "../../../units/quantities";
import { promDuration } from "../../../units/text";
import type { Json } from "../live/opensearch";
import { kqlSearch } from "./kql-search";
import type { ColumnView, DataViewView, KueryView, LayerView, LensView, SavedObjectView } from "./saved-objects";
import { searchSourceOf } from "./saved-objects";

/** The time that is looked at, and how much of it is one point of a graph: Kibana finds that out by itself. */
export interface SearchRange extends TimeRange {
  readonly every: Duration;
}

export function lensSearch({ state }: LensView, view: DataViewView, range: SearchRange): Json {
  const layer = layerOf(state);
  return { size: 0, ...asked(state.query, view, range), aggs: aggregations(layer, bucketsOf(layer), range) };
}

/** @param most how many documents are listed */
export function discoverSearch(search: SavedObjectView, view: DataViewView, range: TimeRange, most: number): Json {
  const columns = search.attributes.columns as readonly string[];
  const sort = search.attributes.sort as readonly (readonly [string, string])[];
  return {
    size: most,
    ...asked(searchSourceOf(search).query as KueryView, view, range),
    sort: sort.map(([field, direction]) => ({ [field]: direction })),
    _source: [view.timeFieldName, ...columns],
  };
}

/** Those by which rows are told apart, from the outermost on. */
export const bucketsOf = ({ columnOrder, columns }: LayerView): string[] =>
  columnOrder.filter((id) => columns[id]?.isBucketed);

export function layerOf({ datasourceStates: { formBased }, filters }: LensView["state"]): LayerView {
  const [layer, ...more] = Object.values(formBased.layers);
  if (!layer || more.length > 0 || filters.length > 0) throw new Error("not one layer without filters");
  if (new Set(layer.columnOrder).size !== Object.keys(layer.columns).length) throw new Error("columns without a place");
  return layer;
}

export function columnIn({ columns }: LayerView, id: string): ColumnView {
  const column = columns[id];
  if (!column) throw new Error(`no column ${id}`);
  return column;
}

const asked = (query: KueryView, { timeFieldName }: DataViewView, { from, to }: TimeRange) => ({
  query: { bool: { filter: [{ range: { [timeFieldName]: { gte: from, lte: to } } }, inKql(query)] } },
});

function inKql({ query, language }: KueryView): object {
  if (language !== "kuery") throw new Error(`a question in ${language}`);
  return kqlSearch(query);
}

type Aggregations = Readonly<Record<string, object>>;

function aggregations(layer: LayerView, [id, ...inner]: readonly string[], range: SearchRange): Aggregations {
  if (id === undefined) return metrics(layer);
  const column = columnIn(layer, id);
  const ranks = rankOf(column);
  return {
    [id]: {
      ...bucketing(layer, column, range),
      aggs: {
        // What the values are ranked by has to stand beside them.
        ...(ranks !== undefined && { [ranks]: metric(columnIn(layer, ranks)) }),
        ...aggregations(layer, inner, range),
      },
    },
  };
}

function bucketing(layer: LayerView, column: ColumnView, { from, to, every }: SearchRange): object {
  const { operationType, sourceField: field, params } = column;
  if (operationType === "date_histogram" && params.interval === "auto" && params.includeEmptyRows === true)
    return {
      date_histogram: {
        field,
        fixed_interval: promDuration(every),
        min_doc_count: 0,
        extended_bounds: { min: from, max: to },
      },
    };
  const ranks = rankOf(column);
  if (
    operationType !== "terms" ||
    ranks === undefined ||
    params.otherBucket !== false ||
    params.missingBucket !== false
  )
    throw new Error(`rows by ${operationType} ${JSON.stringify(params)}`);
  const { operationType: by, params: how } = columnIn(layer, ranks);
  const path = by === "percentile" ? `${ranks}.${how.percentile as number}` : ranks;
  return { terms: { field, size: params.size, order: { [path]: params.orderDirection } } };
}

/** The column that values are ranked by. */
function rankOf({ operationType, params }: ColumnView): string | undefined {
  if (operationType !== "terms") return undefined;
  const { type, columnId } = params.orderBy as { readonly type: string; readonly columnId?: string };
  if (type !== "column") throw new Error(`ranked by ${type}`);
  return columnId;
}

/** Of formulas what they are made of, which has columns of its own. */
const calculated = ["formula", "math"];

const metrics = ({ columns, columnOrder }: LayerView): Aggregations =>
  Object.fromEntries(
    columnOrder.flatMap((id) => {
      const column = columns[id];
      if (!column || column.isBucketed || calculated.includes(column.operationType)) return [];
      return [[id, metric(column)]];
    }),
  );

function metric({ operationType, sourceField: field, filter, params }: ColumnView): object {
  const of = filter ? inKql(filter) : { match_all: {} };
  if (operationType === "count" && field === "___records___") return { filter: of };
  if (operationType === "last_value" && params.showArrayValues === true) {
    const sort = [{ [params.sortField as string]: "desc" }];
    const newest = { top_hits: { size: 1, sort, fields: [field], _source: false } };
    return { filter: of, aggs: { newest } };
  }
  if (filter) throw new Error(`${operationType} of some`);
  switch (operationType) {
    case "min":
    case "max":
      return { [operationType]: { field } };
    case "percentile":
      return { percentiles: { field, percents: [params.percentile] } };
    case "unique_count":
      return { cardinality: { field } };
    default:
      throw new Error(`a column of ${operationType}`);
  }
}
