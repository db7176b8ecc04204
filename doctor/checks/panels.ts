import type { DeployedDashboard, DeployedPanel } from "../../deployed/dashboards";
import { said } from "../said";
import { asGrafanaAsks } from "../as-grafana-asks";
import type { Job } from "../job";
import type { Found } from "../line";
import { bad, good } from "../line";
import type { Question } from "../question";
import { fields, textOr } from "../reading";
import { judgeQueries } from "./alert-queries";
import { instantQuery } from "./query";

/**
 * Checks of whether each panel has an answer. None at all is one too: what counts errors shows nothing while there are
 * none.
 */
export const panelJobs = (dashboard: DeployedDashboard): Job[] =>
  dashboard.panels
    .filter(({ queries }) => queries.length > 0)
    .map((panel) => {
      const subject = `${dashboard.uid} › ${panel.title}`;
      const isOfPrometheus = panel.queries.every(({ datasource }) => datasource.type === "prometheus");
      return {
        part: "Grafana",
        check: "panels",
        subjects: [subject],
        run: async (ask) => {
          if (!isOfPrometheus) return [judgePanel(subject, await ask(panelQuery(panel)))];
          const asked = panel.queries.map(({ text }) => ask(instantQuery(asGrafanaAsks(text, dashboard))));
          return [judgeQueries(subject, panel.queries, await Promise.all(asked))];
        },
      };
    });

interface Mark {
  readonly name: string;
  readonly expr?: string;
}

/** Checks of what is drawn across all panels of a dashboard: deploys, for the most part. */
export const markJobs = (dashboard: DeployedDashboard): Job[] => {
  const { list = [] } = (dashboard.settings.annotations ?? {}) as { readonly list?: readonly Mark[] };
  return list.flatMap(({ name, expr }) => {
    if (expr === undefined) return [];
    const subject = `${dashboard.uid} › ${name}`;
    return {
      part: "Grafana",
      check: "marks on panels",
      subjects: [subject],
      run: async (ask) => [
        judgeQueries(subject, [{ refId: "A" }], [await ask(instantQuery(asGrafanaAsks(expr, dashboard)))]),
      ],
    };
  });
};

/** What went wrong with a panel's queries, by their letters. */
export type PanelErrors = Readonly<Record<string, string>>;

/**
 * As Grafana's own panels ask, where it has to put several answers together or to ask Elasticsearch:
 * https://grafana.com/docs/grafana/latest/developers/http_api/data_source/#query-a-data-source
 */
const panelQuery = ({ queries, json }: DeployedPanel): Question<PanelErrors> => ({
  api: "Grafana",
  method: "POST",
  path: "/api/ds/query",
  json: {
    from: `now-${textOr("1h", json.timeFrom)}`,
    to: "now",
    queries: queries.map(({ target, datasource }) => ({
      ...target,
      datasource,
      intervalMs: 60_000,
      maxDataPoints: 100,
    })),
  },
  accepts: [400, 500],
  read: readPanel,
});

export const readPanel = (body: unknown): PanelErrors =>
  Object.fromEntries(
    Object.entries(fields(fields(body).results)).flatMap(([refId, result]) => {
      const error = textOr("", fields(result).error);
      return error === "" ? [] : [[refId, error]];
    }),
  );

export function judgePanel(subject: string, errors: PanelErrors): Found {
  const [first] = Object.entries(errors);
  return first
    ? bad(
        subject,
        `its query ${first[0]} fails: ${said(first[1])}`,
        "does its data source answer? See above; if so, open the panel in Grafana: Inspect, Query",
      )
    : good(subject, "answered.");
}
