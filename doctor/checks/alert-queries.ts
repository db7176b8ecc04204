import { datasources } from "../../environments/names";
import { said } from "../said";
import type { ExpectedAlert } from "../expected/alerts";
import type { Job } from "../job";
import type { Found } from "../line";
import { bad, good } from "../line";
import type { QueryAnswer } from "./query";
import { instantQuery } from "./query";

/**
 * Checks of what alerts ask Prometheus. What they ask Elasticsearch, Grafana alone can tell: its health is that of the
 * rule.
 */
export const alertQueryJobs = (alerts: readonly ExpectedAlert[]): Job[] =>
  alerts.flatMap((alert) => {
    const queries = alert.queries.filter(({ datasource }) => datasource === datasources.prometheus);
    if (queries.length === 0) return [];
    return {
      part: "Prometheus",
      check: "queries of alerts",
      subjects: [alert.uid],
      run: async (ask) => {
        const answers = await Promise.all(queries.map(({ text }) => ask(instantQuery(text))));
        return [judgeQueries(alert.uid, queries, answers)];
      },
    };
  });

/** Whether Prometheus answers all queries of a subject. @param answers for each query, in their order */
export function judgeQueries(
  subject: string,
  queries: readonly { readonly refId: string }[],
  answers: readonly QueryAnswer[],
): Found {
  const [failed] = answers.flatMap((answer, at) =>
    "error" in answer ? [{ refId: queries[at]?.refId ?? "", error: answer.error }] : [],
  );
  return failed
    ? bad(
        subject,
        `Prometheus does not answer its query ${failed.refId}: ${said(failed.error)}`,
        "npm start checks all queries: was this deployed from here? If so, two series that it joins have grown alike; ask Prometheus for the query's parts",
      )
    : good(subject, `${queries.length} queries answered.`);
}
