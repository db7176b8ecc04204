import type { Json } from "../live/opensearch";
import type { Measured, Row } from "./answers";
import { bucketsOf, columnIn, layerOf } from "./lens-search";
import type { LayerView, LensView } from "./saved-objects";

/**
 * The rows that a panel shows of the answer to its search: of its columns those that its visualization names, without
 * the times at which there was nothing.
 *
 * @throws where rows are told apart by what is not shown
 */
export function lensRows(lens: LensView, answer: Json): Row[] {
  const layer = layerOf(lens.state);
  const { buckets, measures } = shownBy(lens);
  const by = bucketsOf(layer);
  if ([...buckets].sort().join() !== [...by].sort().join()) throw new Error(`${by.join()} shown as ${buckets.join()}`);
  return below(answer, layer, by, measures);
}

function below(inside: Json, layer: LayerView, [id, ...inner]: readonly string[], measures: readonly string[]): Row[] {
  if (id === undefined) return [{ of: [], measures: measures.map((measure) => valueOf(inside, layer, measure)) }];
  const { buckets } = inside[id] as { readonly buckets: readonly BucketAnswer[] };
  return buckets
    .filter(({ doc_count: documents }) => documents > 0)
    .flatMap((bucket) => below(bucket, layer, inner, measures).map((row) => ({ ...row, of: [bucket.key, ...row.of] })));
}

type BucketAnswer = Json & { readonly key: string | number; readonly doc_count: number };

interface Shown {
  readonly buckets: readonly string[];
  readonly measures: readonly string[];
}

/** The columns that can be seen. */
function shownBy({ visualizationType, state: { visualization } }: LensView): Shown {
  switch (visualizationType) {
    case "lnsMetric":
      return { buckets: [], measures: [visualization.metricAccessor as string] };
    case "lnsDatatable": {
      const columns = visualization.columns as readonly { readonly columnId: string; readonly isMetric: boolean }[];
      const those = (metric: boolean) =>
        columns.filter(({ isMetric }) => isMetric === metric).map(({ columnId }) => columnId);
      return { buckets: those(false), measures: those(true) };
    }
    case "lnsXY": {
      const [layer, ...more] = visualization.layers as readonly XYLayer[];
      if (!layer || more.length > 0) throw new Error("not one layer");
      const { xAccessor, splitAccessor, accessors } = layer;
      return { buckets: [xAccessor, ...(splitAccessor === undefined ? [] : [splitAccessor])], measures: accessors };
    }
    default:
      throw new Error(`a panel of ${visualizationType}`);
  }
}

interface XYLayer {
  readonly xAccessor: string;
  readonly splitAccessor?: string;
  readonly accessors: readonly string[];
}

interface MeasureAnswer {
  readonly doc_count?: number;
  readonly value?: number | null;
  readonly values?: Readonly<Record<string, number>>;
  readonly newest?: {
    readonly hits: {
      readonly hits: readonly { readonly fields?: Readonly<Record<string, readonly (string | number)[]>> }[];
    };
  };
}

function valueOf(inside: Json, layer: LayerView, id: string): Measured {
  const { operationType, sourceField = "", references = [], params } = columnIn(layer, id);
  const { doc_count: documents = 0, value = null, values = {}, newest } = (inside[id] ?? {}) as MeasureAnswer;
  switch (operationType) {
    case "count":
      return documents;
    case "percentile":
      return Object.values(values)[0] ?? null;
    case "last_value":
      return newest?.hits.hits[0]?.fields?.[sourceField]?.[0] ?? null;
    case "formula":
      return valueOf(inside, layer, references[0] ?? "");
    case "math":
      return quotient(params.tinymathAst as Division, (column) => valueOf(inside, layer, column));
    default:
      return value;
  }
}

interface Division {
  readonly name: string;
  readonly args: readonly [string, string];
}

function quotient({ name, args: [dividend, divisor] }: Division, of: (column: string) => Measured): Measured {
  if (name !== "divide") throw new Error(`a formula of ${name}`);
  const [part, whole] = [Number(of(dividend)), Number(of(divisor))];
  return whole === 0 ? null : part / whole;
}
