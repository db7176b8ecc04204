import type { AbsentMeans } from "../signals/signal";
import { goDuration } from "../units/text";
import type { Unit } from "../units/unit";
import { factsOf } from "../units/unit";
import type { AnyAlert, Suspect, Threshold } from "./alert";
import { absentMeans, askedOf, thresholdOf, unitOf } from "./alert";
import type { DataSources, Step } from "./grafana-steps";
import { expression, metricQuery, stepsOf } from "./grafana-steps";

/** Where an alert leads: the panel that shows it, its runbook, and what was logged. */
export interface AlertLinks {
  readonly dashboardUid: string;
  readonly panelId: number;
  readonly runbookUrl: string;
  /** URL of what was logged: a template, for it names labels of the alert. @default nothing is logged */
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
  readonly execErrState: "OK" | "Error" | "KeepLast";
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly data: readonly Step[];
}

/**
 * The rule of Grafana for an alert. Step C compares what comes of the steps before it; both states for missing data and
 * for errors are always written.
 */
export function grafanaRule(alert: AnyAlert, links: AlertLinks, datasources: DataSources): GrafanaRule {
  const steps = stepsOf(askedOf(alert), datasources);
  const value = (steps.at(-1) ?? steps[0]).refId;
  return {
    uid: alert.id,
    name: alert.title,
    condition: "C",
    for: goDuration(alert.pendingFor),
    keepFiringFor: goDuration(alert.keepFiringFor),
    noDataState: noData[absentMeans(alert)],
    execErrState: onError[alert.unasked ?? "kept"],
    labels: { ...alert.labels, owner: alert.owner.name, severity: alert.severity },
    annotations: {
      summary: summary(alert, value),
      description: forGrafanaTemplate(alert.firstSteps.map((step, at) => `${at + 1}. ${step}`).join("\n")),
      about: forGrafanaTemplate(alert.about),
      ...(alert.lookFirst && { look_first: lookFirst(alert.lookFirst) }),
      runbook_url: forGrafanaTemplate(links.runbookUrl),
      ...(links.logsUrl !== undefined && { logs_url: links.logsUrl }),
      __dashboardUid__: links.dashboardUid,
      __panelId__: String(links.panelId),
    },
    data: [
      ...steps,
      ...(alert.shows ?? []).map((shown, at) => metricQuery(shownRef(at), shown.value, datasources.prometheus)),
      ...(alert.lookFirst ?? []).map(({ level }, at) =>
        metricQuery(suspectRef(at), level.expr, datasources.prometheus),
      ),
      expression("C", {
        type: "threshold",
        expression: value,
        conditions: [{ evaluator: evaluator(alert.fires), unloadEvaluator: unload(alert.fires, alert.clears) }],
      }),
    ],
  };
}

/**
 * What is asked besides. Grafana gives an instance of the alert the number with its labels, else one whose labels are
 * among its own: of a suspect, whose number has none, every instance gets it; what is shown lacks the name of the
 * metric, which an instance may have (`queryDataResponseToExecutionResults` in pkg/services/ngalert/eval/eval.go). One
 * query without an answer would leave the whole rule without data, therefore each always has one.
 */
const shownRef = (at: number): string => `N${at + 1}`;
const suspectRef = (at: number): string => `S${at + 1}`;

/** All that the thing needs, and of those that are ill how much. */
const lookFirst = (suspects: readonly Suspect[]): string =>
  suspects
    .map(({ title, dashboardUid }, at) => {
      const level = `$values.${suspectRef(at)}.Value`;
      return `${forGrafanaTemplate(title)} (/d/${dashboardUid}){{ if ge ${level} 1.0 }}: at ${factsOf("times").template(level)} the level of an alert of its own{{ end }}`;
    })
    .join("\n");

/**
 * In the state Error a rule's instances go missing: after two evaluations what fires has ended, is told again when the
 * data source is back, and has to wait anew for that. Where the state is kept, the pending period goes on as well.
 */
const onError: Record<NonNullable<AnyAlert["unasked"]> | "kept", GrafanaRule["execErrState"]> = {
  kept: "KeepLast",
  told: "Error",
  over: "OK",
};

const noData: Record<AbsentMeans, GrafanaRule["noDataState"]> = {
  healthy: "OK",
  broken: "Alerting",
  unknown: "NoData",
};

/** @param value the letter of what is compared */
function summary(alert: AnyAlert, value: string): string {
  const told = (unit: Unit, ref: string) => factsOf(unit).template(`$values.${ref}.Value`);
  const shown = (alert.shows ?? []).map(({ unit }, at) => told(unit, shownRef(at)));
  const threshold = factsOf(unitOf(alert)).text(thresholdOf(alert.fires));
  return alert.summary(told(unitOf(alert), value), threshold, ...shown);
}

const evaluator = (fires: Threshold) => ({ type: "above" in fires ? "gt" : "lt", params: [thresholdOf(fires)] });

/** The condition under which a firing alert recovers. */
const unload = (fires: Threshold, clears: number) => ({ type: "above" in fires ? "lt" : "gt", params: [clears] });

/** Literal text as part of an annotation, which Grafana reads as a Go template. */
export const forGrafanaTemplate = (text: string): string => text.replaceAll("{{", '{{ "{{" }}');
