import { said } from "../said";
import type { Expected } from "../expected/expected";
import type { Job } from "../job";
import type { Found } from "../line";
import { bad, good } from "../line";
import { fields, list, text, textOr } from "../reading";
import { alertRulesJob } from "./alert-rules";
import { contactsJob } from "./contact-points";
import { itself, namedJob } from "./named";
import { markJobs, panelJobs } from "./panels";
import { policiesJob } from "./policies";

/** Health of a data source: whether it can ask what is behind it. */
export interface SourceHealth {
  readonly status: string;
  readonly message: string;
}

/**
 * Reads a data source's health:
 * https://grafana.com/docs/grafana/latest/developers/http_api/data_source/#check-data-source-health
 */
export const readSourceHealth = (body: unknown): SourceHealth => {
  const { status, message } = fields(body);
  return { status: text(status), message: textOr("", message) };
};

export const judgeSource = (uid: string, { status, message }: SourceHealth): Found =>
  status === "OK"
    ? good(uid, "can be asked.")
    : bad(
        uid,
        `Grafana cannot ask it: ${said(message)}`,
        `is it up, and its password that of the Secret? docs/secrets.md; is the network open? docs/network.md`,
      );

export const grafanaJobs = (expected: Expected, now: number): Job[] => [
  ...expected.datasources.map((uid): Job => ({
    part: "Grafana",
    check: "data sources",
    subjects: [uid],
    run: async (ask) => {
      const path = `/api/datasources/uid/${uid}/health`;
      return [judgeSource(uid, await ask({ api: "Grafana", path, accepts: [400, 500], read: readSourceHealth }))];
    },
  })),
  alertRulesJob(expected.alerts, now),
  contactsJob(expected.contacts),
  ...(expected.policy ? [policiesJob(expected.policy)] : []),
  ...(expected.muteTimings.length > 0
    ? [
        namedJob({
          part: "Grafana",
          check: "mute timings",
          expected: itself(expected.muteTimings),
          question: {
            api: "Grafana",
            path: "/api/v1/provisioning/mute-timings",
            read: (body) => list(body).map((timing) => text(fields(timing).name)),
          },
          missing: "Grafana does not know it: maintenance will page.",
          fix: "deploy the stack monitoring",
        }),
      ]
    : []),
  namedJob({
    part: "Grafana",
    check: "dashboards",
    expected: Object.fromEntries(expected.dashboards.map(({ uid, title }) => [uid, title])),
    // https://grafana.com/docs/grafana/latest/developers/http_api/folder_dashboard_search/
    question: {
      api: "Grafana",
      path: "/api/search?type=dash-db&limit=5000",
      read: (body) => list(body).map((found) => text(fields(found).uid)),
    },
    missing: "Grafana has no such dashboard; links of alerts lead there.",
    fix: "deploy the stack monitoring",
  }),
  ...expected.dashboards.flatMap(panelJobs),
  ...expected.dashboards.flatMap(markJobs),
];
