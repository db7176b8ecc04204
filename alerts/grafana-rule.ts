import { printLine } from "../promql/print";
import type { AbsentMeans } from "../signals/signal";
import { hours } from "../units/quantities";
import { goDuration } from "../units/text";
import { factsOf } from "../units/unit";
import type { AlertRule, Threshold } from "./alert";
import { absentMeans, thresholdOf, unitOf } from "./alert";

/** Where an alert leads: the panel that shows it, and its runbook. */
export interface AlertLinks {
  readonly dashboardUid: string;
  readonly panelId: number;
  readonly runbookUrl: string;
}

/** A rule of Grafana, as its API names the fields; queries still as objects. */
export interface GrafanaRule {
  readonly uid: string;
  readonly name: string;
  readonly condition: string;
  readonly for: string;
  readonly keepFiringFor: string;
  readonly noDataState: "OK" | "Alerting" | "NoData";
  readonly execErrState: "Error" | "KeepLast";
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly data: readonly {
    readonly refId: string;
    readonly datasourceUid: string;
    readonly from: number;
    readonly model: object;
  }[];
}

/** Grafana wants a range of every query; an instant query is asked at its end. */
const lookBack = 300;

/** A is the value query, C compares it; both states for missing data and for errors are always written. */
export const grafanaRule = (alert: AlertRule, links: AlertLinks, datasource: string): GrafanaRule => ({
  uid: alert.id,
  name: alert.title,
  condition: "C",
  for: goDuration(alert.pendingFor),
  keepFiringFor: goDuration(alert.keepFiringFor),
  noDataState: noData[absentMeans(alert)],
  execErrState: onError(alert),
  labels: { ...alert.labels, owner: alert.owner.name, severity: alert.severity },
  annotations: {
    summary: summary(alert),
    description: forGrafanaTemplate(alert.firstSteps.map((step, at) => `${at + 1}. ${step}`).join("\n")),
    about: forGrafanaTemplate(alert.about),
    runbook_url: forGrafanaTemplate(links.runbookUrl),
    __dashboardUid__: links.dashboardUid,
    __panelId__: String(links.panelId),
  },
  data: [
    {
      refId: "A",
      datasourceUid: datasource,
      from: lookBack,
      model: {
        refId: "A",
        datasource: { type: "prometheus", uid: datasource },
        editorMode: "code",
        expr: printLine(alert.value),
        instant: true,
        range: false,
      },
    },
    {
      refId: "C",
      datasourceUid: "__expr__",
      from: 0,
      model: {
        refId: "C",
        datasource: { type: "__expr__", uid: "__expr__" },
        type: "threshold",
        expression: "A",
        conditions: [{ evaluator: evaluator(alert.fires), unloadEvaluator: unload(alert.fires, alert.clears) }],
      },
    },
  ],
});

/**
 * An evaluation that fails is told by an alert of Grafana's, and the pending period begins anew after it: a rule that
 * waits for hours or days would hardly ever fire. Such a rule keeps its state, and the time that it has waited goes on;
 * that Prometheus cannot be asked, the others tell, and that rules fail, an alert on the monitoring itself.
 */
const onError = ({ pendingFor }: AlertRule): GrafanaRule["execErrState"] =>
  pendingFor.milliseconds > hours(1).milliseconds ? "KeepLast" : "Error";

const noData: Record<AbsentMeans, GrafanaRule["noDataState"]> = {
  healthy: "OK",
  broken: "Alerting",
  unknown: "NoData",
};

function summary(alert: AlertRule): string {
  const { template, text } = factsOf(unitOf(alert));
  return alert.summary(template("$values.A.Value"), text(thresholdOf(alert.fires)));
}

const evaluator = (fires: Threshold) => ({ type: "above" in fires ? "gt" : "lt", params: [thresholdOf(fires)] });

/** The condition under which a firing alert recovers. */
const unload = (fires: Threshold, clears: number) => ({ type: "above" in fires ? "lt" : "gt", params: [clears] });

/** Literal text in an annotation, which Grafana reads as a Go template. */
export const forGrafanaTemplate = (text: string): string => text.replaceAll("{{", '{{ "{{" }}');
