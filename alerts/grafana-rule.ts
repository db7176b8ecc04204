import { elasticsearchModel } from "../logs/grafana-query";
import type { LogQuery } from "../logs/query";
import type { Expr } from "../promql/ast";
import { printLine } from "../promql/print";
import type { AbsentMeans } from "../signals/signal";
import { hours, inSeconds } from "../units/quantities";
import { goDuration } from "../units/text";
import { factsOf } from "../units/unit";
import type { AnyAlert, Threshold } from "./alert";
import { absentMeans, isOfLogs, thresholdOf, unitOf } from "./alert";

/** Where an alert leads: the panel that shows it, its runbook, and what was logged. */
export interface AlertLinks {
  readonly dashboardUid: string;
  readonly panelId: number;
  readonly runbookUrl: string;
  /** A template, for it names labels of the alert. @default nothing is logged */
  readonly logsUrl?: string;
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

/** UIDs of the data sources that are asked. */
export interface DataSources {
  readonly prometheus: string;
  readonly elasticsearch: string;
}

/** A is the value query, C compares what comes of it; both states for missing data and for errors are always written. */
export function grafanaRule(alert: AnyAlert, links: AlertLinks, datasources: DataSources): GrafanaRule {
  const { queries, value } = valueQueries(alert.value, datasources);
  return {
    uid: alert.id,
    name: alert.title,
    condition: "C",
    for: goDuration(alert.pendingFor),
    keepFiringFor: goDuration(alert.keepFiringFor),
    noDataState: noData[absentMeans(alert)],
    execErrState: onError(alert),
    labels: { ...alert.labels, owner: alert.owner.name, severity: alert.severity },
    annotations: {
      summary: summary(alert, value),
      description: forGrafanaTemplate(alert.firstSteps.map((step, at) => `${at + 1}. ${step}`).join("\n")),
      about: forGrafanaTemplate(alert.about),
      runbook_url: forGrafanaTemplate(links.runbookUrl),
      ...(links.logsUrl !== undefined && { logs_url: links.logsUrl }),
      __dashboardUid__: links.dashboardUid,
      __panelId__: String(links.panelId),
    },
    data: [
      ...queries,
      expression("C", {
        type: "threshold",
        expression: value,
        conditions: [{ evaluator: evaluator(alert.fires), unloadEvaluator: unload(alert.fires, alert.clears) }],
      }),
    ],
  };
}

type Part = GrafanaRule["data"][number];

/** What is asked and calculated, and the letter of what comes of it: one number, or one for each combination of labels. */
function valueQueries(
  value: Expr | LogQuery,
  datasources: DataSources,
): { readonly queries: readonly Part[]; readonly value: string } {
  if (!isOfLogs(value)) return { queries: [metricQuery(value, datasources.prometheus)], value: "A" };
  const asked = logQuery(value, datasources.elasticsearch);
  const calculated = reductionsOf(value);
  return {
    queries: [asked, ...calculated.map(({ refId, ...model }) => expression(refId, model))],
    value: calculated.at(-1)?.refId ?? asked.refId,
  };
}

const metricQuery = (value: Expr, uid: string): Part => ({
  refId: "A",
  datasourceUid: uid,
  from: lookBack,
  model: {
    refId: "A",
    datasource: { type: "prometheus", uid },
    editorMode: "code",
    expr: printLine(value),
    instant: true,
    range: false,
  },
});

const logQuery = (value: LogQuery, uid: string): Part => ({
  refId: "A",
  datasourceUid: uid,
  from: inSeconds(value.over),
  model: { refId: "A", datasource: { type: "elasticsearch", uid }, ...elasticsearchModel(value) },
});

const expression = (refId: string, model: object): Part => ({
  refId,
  datasourceUid: "__expr__",
  from: 0,
  model: { refId, datasource: { type: "__expr__", uid: "__expr__" }, ...model },
});

/** Grafana's expressions that make numbers of the series of a query A, the last of them the number that is compared. */
export function reductionsOf(
  query: LogQuery,
): readonly { readonly refId: string; readonly [field: string]: unknown }[] {
  const sum = reduction("B", "sum");
  if (query.kind === "line-count") return [sum];
  return [sum, reduction("D", "last"), { refId: "E", type: "math", expression: "$D / $B" }];
}

const reduction = (refId: string, reducer: "sum" | "last") => ({
  refId,
  type: "reduce",
  expression: "A",
  reducer,
  settings: { mode: "replaceNN", replaceWithValue: 0 },
});

/**
 * An evaluation that fails is told by an alert of Grafana's, and the pending period begins anew after it: a rule that
 * waits for hours or days would hardly ever fire. Such a rule keeps its state, and the time that it has waited goes on;
 * that Prometheus cannot be asked, the others tell, and that rules fail, an alert on the monitoring itself.
 */
const onError = ({ pendingFor }: AnyAlert): GrafanaRule["execErrState"] =>
  pendingFor.milliseconds > hours(1).milliseconds ? "KeepLast" : "Error";

const noData: Record<AbsentMeans, GrafanaRule["noDataState"]> = {
  healthy: "OK",
  broken: "Alerting",
  unknown: "NoData",
};

/** @param value the letter of what is compared */
function summary(alert: AnyAlert, value: string): string {
  const { template, text } = factsOf(unitOf(alert));
  return alert.summary(template(`$values.${value}.Value`), text(thresholdOf(alert.fires)));
}

const evaluator = (fires: Threshold) => ({ type: "above" in fires ? "gt" : "lt", params: [thresholdOf(fires)] });

/** The condition under which a firing alert recovers. */
const unload = (fires: Threshold, clears: number) => ({ type: "above" in fires ? "lt" : "gt", params: [clears] });

/** Literal text in an annotation, which Grafana reads as a Go template. */
export const forGrafanaTemplate = (text: string): string => text.replaceAll("{{", '{{ "{{" }}');
