import { bucketName, measureName } from "../../../logs/kibana/panel-search";
import type { Measure, PanelQuery } from "../../../logs/panel";
import type { Json } from "../live/opensearch";
import type { Measured, Row } from "./answers";

/** The rows of an answer to a panel's search, as Kibana shows them: without the times at which there was nothing. */
export function rowsIn(answer: Json, query: PanelQuery, total: number): Row[] {
  return below(answer, query, total, 0);
}

function below(inside: Json, { by, measures }: PanelQuery, count: number, at: number): Row[] {
  if (at === by.length)
    return [
      { of: [], measures: measures.map((measure, place) => measuredIn(inside[measureName(place)], measure, count)) },
    ];
  const { buckets } = inside[bucketName(at)] as { readonly buckets: readonly BucketAnswer[] };
  return buckets
    .filter(({ doc_count: documents }) => documents > 0)
    .flatMap((bucket) =>
      below(bucket, { by, measures }, bucket.doc_count, at + 1).map((row) => ({ ...row, of: [bucket.key, ...row.of] })),
    );
}

type BucketAnswer = Json & { readonly key: string | number; readonly doc_count: number };

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

function measuredIn(answer: unknown, measure: Measure, count: number): Measured {
  const { doc_count: documents = 0, value = null, values = {}, newest } = answer as MeasureAnswer;
  switch (measure.kind) {
    case "count":
      return documents;
    case "share":
      return count === 0 ? null : documents / count;
    case "percentile":
      return Object.values(values)[0] ?? null;
    case "last":
      return newest?.hits.hits[0]?.fields?.[measure.field.name]?.[0] ?? null;
    default:
      return value;
  }
}
