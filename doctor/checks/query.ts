import { fields, list, text, textOr, texts } from "../reading";
import type { Question } from "../question";

/** What Prometheus makes of a query: its series with their labels, or why there are none. */
export type QueryAnswer = { readonly series: readonly Sample[] } | { readonly error: string };

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** An instant query: https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries */
export const instantQuery = (query: string): Question<QueryAnswer> => ({
  api: "Prometheus",
  method: "POST",
  path: "/api/v1/query",
  form: { query },
  // A query that it does not understand, and one that it cannot evaluate.
  accepts: [400, 422],
  read: readAnswer,
});

export function readAnswer(body: unknown): QueryAnswer {
  const { status, error, data } = fields(body);
  if (status === "error") return { error: text(error) };
  const { resultType, result } = fields(data);
  if (resultType !== "vector") return { series: [] };
  return {
    series: list(result).map((sample) => {
      const { metric, value } = fields(sample);
      return { labels: texts(metric), value: Number(textOr("NaN", list(value)[1])) };
    }),
  };
}
