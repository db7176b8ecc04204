/**
 * What Grafana asks Elasticsearch and makes of the answer, for the queries of this project: its data source
 * (pkg/tsdb/elasticsearch: data_query_processor.go, aggregation_factory.go, metrics_response_processor.go) and its
 * expressions (pkg/expr), of Grafana 12. Grafana itself is not run (decision 10).
 */
import type { Json } from "./opensearch";

/** A query or a calculation of an alert or a panel, as synthesized. */
export interface Step {
  readonly refId: string;
  readonly model: Readonly<Record<string, unknown>>;
  /** How many milliseconds of the past it asks for. */
  readonly past: number;
}

type Labels = Readonly<Record<string, string>>;

interface Series {
  readonly labels: Labels;
  readonly points: readonly (number | null)[];
}

export interface Instance {
  readonly labels: Labels;
  readonly value: number;
}

/** By the letters of the steps; nothing where there is no data. */
export type Values = Readonly<Record<string, readonly Instance[]>>;

/** Asks Elasticsearch: a search's body for its aggregations. */
export type Ask = (body: Json) => Promise<Json>;

/** What comes of each step. @param at the moment of the evaluation @throws what Elasticsearch or Grafana refuse */
export async function evaluate(steps: readonly Step[], ask: Ask, at: number): Promise<Values> {
  const series: Record<string, readonly Series[]> = {};
  const values: Record<string, readonly Instance[]> = {};
  for (const { refId, model, past } of steps) {
    const of = <Found>(found: Readonly<Record<string, Found>>, name: unknown): Found => {
      const one = found[String(name)];
      if (one === undefined) throw new Error(`${refId} is made of ${String(name)}, which there is not`);
      return one;
    };
    if (isSearch(model)) series[refId] = seriesIn(await ask(searchBody(model, at - past, at)), model);
    else if (model.expr === "vector(time())") values[refId] = [{ labels: {}, value: at / 1000 }];
    else if (model.type === "reduce") values[refId] = of(series, model.expression).map(reduced(model.reducer));
    else if (model.type === "math") values[refId] = calculated(String(model.expression), (name) => of(values, name));
    else if (model.type === "threshold") values[refId] = of(values, model.expression).map(compared(model));
    else throw new Error(`${refId} is not known here: ${JSON.stringify(model)}`);
  }
  return values;
}

interface Metric {
  readonly id: string;
  readonly type: string;
  readonly field?: string;
}

interface Bucketing {
  readonly id: string;
  readonly type: string;
  readonly field: string;
  readonly settings: Readonly<Record<string, string>>;
}

interface Model {
  readonly query: string;
  readonly metrics: readonly Metric[];
  readonly bucketAggs: readonly Bucketing[];
}

const isSearch = (model: object): model is Model => "bucketAggs" in model;

export function searchBody({ query, metrics, bucketAggs }: Model, from: number, to: number): Json {
  const metricAggs = Object.fromEntries(
    metrics.filter(({ type }) => type !== "count").map(({ id, type, field }) => [id, { [type]: { field } }]),
  );
  const aggs = bucketAggs.reduceRight<Json>((inside, agg) => {
    if (agg.type === "date_histogram") return { [agg.id]: { date_histogram: byTime(agg, from, to), aggs: inside } };
    const { order, sorting } = ordered(agg, metrics);
    return { [agg.id]: { terms: { ...byValue(agg), order }, aggs: { ...sorting, ...inside } } };
  }, metricAggs);
  return {
    size: 0,
    query: {
      bool: {
        filter: [
          { range: { "@timestamp": { gte: from, lte: to, format: "epoch_millis" } } },
          { query_string: { query, analyze_wildcard: true } },
        ],
      },
    },
    aggs,
  };
}

const byTime = ({ field, settings: { interval = "", min_doc_count: least } }: Bucketing, min: number, max: number) => ({
  field,
  [["1w", "1M", "1q", "1y"].includes(interval) ? "calendar_interval" : "fixed_interval"]: interval,
  min_doc_count: Number(least),
  extended_bounds: { min, max },
  format: "epoch_millis",
});

const byValue = ({ field, settings: { size, min_doc_count: least } }: Bucketing) => ({
  field,
  size: Number(size),
  min_doc_count: Number(least),
});

/** Only what begins with digits may be a metric, which is then asked for; all else is passed on as it is. */
function ordered({ settings: { orderBy = "", order = "desc" } }: Bucketing, metrics: readonly Metric[]) {
  const [digits] = /^\d+/.exec(orderBy) ?? [];
  if (digits === undefined) return { order: { [orderBy]: order }, sorting: {} };
  const metric = metrics.find(({ id }) => id === digits);
  if (!metric) return { order: {}, sorting: {} };
  if (metric.type === "count") return { order: { _count: order }, sorting: {} };
  return { order: { [orderBy]: order }, sorting: { [metric.id]: { [metric.type]: { field: metric.field } } } };
}

interface Bucket extends Json {
  readonly key: string | number;
  readonly doc_count: number;
}

/** As alerts and expressions get them: with labels, which dashboards get none of. */
function seriesIn(aggregations: Json, { metrics: [metric], bucketAggs }: Model): Series[] {
  const within = (found: Json, [agg, ...inner]: readonly Bucketing[], labels: Labels): Series[] => {
    const buckets = agg && (found[agg.id] as { readonly buckets: readonly Bucket[] } | undefined)?.buckets;
    if (!agg || !buckets) return [];
    if (inner.length > 0)
      return buckets.flatMap((bucket) => within(bucket, inner, { ...labels, [agg.field]: String(bucket.key) }));
    return [{ labels, points: buckets.map((bucket) => pointIn(bucket, metric)) }];
  };
  return within(aggregations, bucketAggs, {});
}

const pointIn = (bucket: Bucket, metric: Metric | undefined): number | null =>
  metric && metric.type !== "count" ? (bucket[metric.id] as { readonly value: number | null }).value : bucket.doc_count;

/** Without settings, what is no number makes the whole none. */
const reduced =
  (reducer: unknown) =>
  ({ labels, points }: Series): Instance => {
    const numbers = points.map((point) => point ?? NaN);
    if (reducer === "sum") return { labels, value: numbers.reduce((sum, point) => sum + point, 0) };
    if (reducer === "min") return { labels, value: numbers.length === 0 ? NaN : Math.min(...numbers) };
    throw new Error(`the reducer ${String(reducer)} is not known here`);
  };

/** Instances with the same labels meet, and one without labels meets all. */
function calculated(expression: string, of: (name: string) => readonly Instance[]): Instance[] {
  const [, left = "", right = "", by] = /^\$(\w) - \$(\w) \/ (\d+)$/.exec(expression) ?? [];
  if (by === undefined) throw new Error(`${expression} is not known here`);
  return of(left).flatMap((a) =>
    of(right).flatMap((b) => {
      const meet = JSON.stringify(a.labels) === JSON.stringify(b.labels) || isBare(a.labels) || isBare(b.labels);
      return meet ? [{ labels: isBare(a.labels) ? b.labels : a.labels, value: a.value - b.value / Number(by) }] : [];
    }),
  );
}

const isBare = (labels: Labels) => Object.keys(labels).length === 0;

function compared(model: Step["model"]): (instance: Instance) => Instance {
  const [{ evaluator }] = model.conditions as [{ evaluator: { type: string; params: [number] } }];
  const { type, params } = evaluator;
  return ({ labels, value }) => ({ labels, value: Number(type === "gt" ? value > params[0] : value < params[0]) });
}
