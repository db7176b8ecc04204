import { isDeepStrictEqual } from "node:util";
import { said } from "../said";
import { ageText } from "../age";
import type { AlertQuery, ExpectedAlert } from "../expected/alerts";
import { askedBy, settingsOf } from "../expected/alerts";
import type { Job } from "../job";
import { logsOf } from "../kubectl";
import type { Found } from "../line";
import { bad, good, warned } from "../line";
import type { Fields } from "../reading";
import { fields, list, listOrNone, text, textOr, texts } from "../reading";

/** An alert rule as Grafana keeps it. */
export interface KeptRule {
  readonly uid: string;
  readonly title: string;
  /** Its queries and expressions, by the letters of its steps. */
  readonly asked: ReadonlyMap<string, Fields>;
  readonly settings: ExpectedAlert["settings"];
  readonly isPaused: boolean;
  /** When it was changed last, in milliseconds since the epoch. */
  readonly updated: number;
}

/** How an alert rule fares in Grafana. */
export interface RuleHealth {
  readonly uid: string;
  readonly health: string;
  readonly error: string;
  /**
   * When it was evaluated last, in milliseconds since the epoch; in the year 1 where there was none since it was
   * updated.
   */
  readonly evaluated: number;
}

/**
 * Reads the alert rules that Grafana keeps:
 * https://grafana.com/docs/grafana/latest/developers/http_api/alerting_provisioning/#get-all-the-alert-rules
 */
export const readKept = (body: unknown): KeptRule[] =>
  list(body).map((rule) => {
    const { uid, title, data, isPaused, updated, labels, ...other } = fields(rule);
    return {
      uid: text(uid),
      title: text(title),
      asked: new Map(
        list(data).map((step) => {
          const { refId, model } = fields(step);
          return [text(refId), fields(model)];
        }),
      ),
      settings: settingsOf({
        pendingFor: textOr("0s", other.for),
        keepFiringFor: textOr("0s", other.keep_firing_for),
        noData: text(other.noDataState),
        onError: text(other.execErrState),
        labels: texts(labels ?? {}),
      }),
      isPaused: isPaused === true,
      updated: Date.parse(text(updated)),
    };
  });

/**
 * Reads how Grafana's alert rules fare, as Prometheus has it:
 * https://prometheus.io/docs/prometheus/latest/querying/api/#rules; with the `uid` of Grafana's.
 */
export const readHealth = (body: unknown): RuleHealth[] =>
  listOrNone(fields(fields(body).data).groups).flatMap((group) =>
    list(fields(group).rules).map((rule) => {
      const { uid, health, lastError, lastEvaluation } = fields(rule);
      return {
        uid: text(uid),
        health: text(health),
        error: textOr("", lastError),
        evaluated: Date.parse(text(lastEvaluation)),
      };
    }),
  );

export const alertRulesJob = (alerts: readonly ExpectedAlert[], now: number): Job => ({
  part: "Grafana",
  check: "alert rules",
  subjects: alerts.map(({ uid }) => uid),
  run: async (ask) => {
    const [kept, health] = await Promise.all([
      ask({ api: "Grafana", path: "/api/v1/provisioning/alert-rules", read: readKept }),
      ask({ api: "Grafana", path: "/api/prometheus/grafana/api/v1/rules", read: readHealth }),
    ]);
    return judgeAlertRules(alerts, { kept, health }, now);
  },
});

const mostMissed = 3;

export function judgeAlertRules(
  alerts: readonly ExpectedAlert[],
  { kept, health }: { readonly kept: readonly KeptRule[]; readonly health: readonly RuleHealth[] },
  now: number,
): Found[] {
  const keptBy = new Map(kept.map((rule) => [rule.uid, rule]));
  const healthBy = new Map(health.map((rule) => [rule.uid, rule]));
  return alerts.map((alert) => {
    const { uid, interval } = alert;
    const rule = keptBy.get(uid);
    const fares = healthBy.get(uid);
    if (!rule) return bad(uid, `Grafana has no rule "${alert.title}".`, deploy);
    const altered = alteredIn(alert, rule);
    if (altered) return bad(uid, altered, deploy);
    if (rule.isPaused) return bad(uid, "the rule is paused.", `resume it in Grafana: Alerting, "${alert.title}"`);
    if (!fares) return bad(uid, "Grafana keeps the rule, but does not evaluate it.", restart);
    if (fares.health === "error") return bad(uid, `its evaluation fails: ${said(fares.error)}`, failing(uid));
    if (now - Math.max(fares.evaluated, rule.updated) > mostMissed * interval.milliseconds)
      return bad(uid, `it was last evaluated ${ageText(now - fares.evaluated)} ago.`, restart);
    if (fares.evaluated < rule.updated)
      return warned(uid, "it has not been evaluated since it was deployed.", "ask again in two minutes");
    if (fares.health === "nodata")
      return warned(uid, "its query has no data.", `is what it watches scraped, or logged? docs/runbooks`);
    return good(uid, "as described, and evaluated.");
  });
}

/** What of a rule was changed by hand; undefined if it is as described. */
function alteredIn({ title, queries, settings }: ExpectedAlert, rule: KeptRule): string | undefined {
  if (rule.title !== title) return `it is called "${rule.title}", and described as "${title}".`;
  const query = queries.find((one) => !isAsked(one, rule.asked.get(one.refId)));
  if (query) return `its step ${query.refId} is not the described one: ${shown(rule.asked.get(query.refId))}`;
  const [other] = Object.entries(settings).filter(([name, value]) => rule.settings[name] !== value);
  return other && `its ${other[0]}: ${said(rule.settings[other[0]] ?? "")}; described: ${said(other[1])}.`;
}

const isAsked = ({ model }: AlertQuery, kept: Fields | undefined): boolean =>
  kept !== undefined && Object.entries(model).every(([key, value]) => isDeepStrictEqual(kept[key], value));

const shown = (kept: Fields | undefined): string => said(kept ? askedBy(kept) : "missing");

const deploy = "deploy the stack monitoring: npm run plan tells what it would put back";
const restart = `${logsOf("Grafana")} | grep ngalert: does its scheduler run?`;
const failing = (uid: string): string =>
  `open /alerting/grafana/${uid}/view in Grafana; ${logsOf("Grafana")} | grep ${uid}`;
