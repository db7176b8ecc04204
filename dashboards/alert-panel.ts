import type { AlertRule, Threshold } from "../alerts/alert";
import { thresholdOf } from "../alerts/alert";
import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import type { System } from "../model/system";
import { print } from "../promql/print";
import { runbookLink } from "./links";
import type { Dashboard, Panel, Query, TimeSeriesPanel } from "./panel";
import { panelsOf } from "./panel";

interface AlertsInView {
  readonly alerts: readonly AlertRule[];
  readonly system: Pick<System, "repository">;
}

interface AlertPanelFacts extends Pick<TimeSeriesPanel, "title" | "description" | "width" | "height"> {
  readonly legend: string;
  /** Queries that are shown beside the alert's own. @default none */
  readonly beside?: readonly Query[];
}

/** A panel that shows what an alert evaluates, with its threshold and its runbook. */
export function alertPanel({ alerts, system }: AlertsInView, key: string, facts: AlertPanelFacts): Panel {
  const alert = alerts.find((rule) => rule.panel === key);
  if (!alert) throw new Error(`no alert names the panel "${key}"`);
  const { legend, beside = [], ...rest } = facts;
  const own: Query = {
    refId: "A",
    legend,
    expr: alert.value,
    ...(alert.absentMeans === "healthy" && { mayBeEmpty: "no requests, or none long enough ago to compare with" }),
  };
  return {
    kind: "timeseries",
    key,
    ...rest,
    unit: alert.unit,
    threshold: alert.fires,
    links: [runbookLink(system, alert)],
    queries: [own, ...beside],
  };
}

/** The panel an alert links to must exist and show what the alert evaluates, threshold included. */
export function checkPanelOfAlert(alert: AlertRule, dashboard: Dashboard): Finding[] {
  const panel = panelsOf(dashboard).find(({ key }) => key === alert.panel);
  const finding = (id: string, what: string, fix: string) => [
    error({
      id,
      where: `alert ${alert.id}.panel`,
      what,
      why: "the link in the notification leads there, and whoever follows it must see what fired.",
      fix,
    }),
  ];
  if (!panel)
    return finding(
      "alert-without-panel",
      `the dashboard "${dashboard.uid}" has no panel "${alert.panel}".`,
      `name one of ${panelsOf(dashboard)
        .map(({ key }) => key)
        .join(", ")}, or add it.`,
    );
  if (!panel.queries.some(({ expr }) => print(expr) === print(alert.value)))
    return finding(
      "panel-shows-other-query",
      `the panel "${alert.panel}" shows another query.`,
      "show the alert's value on it.",
    );
  if (!panel.threshold || !sameThreshold(panel.threshold, alert.fires))
    return finding(
      "panel-shows-other-threshold",
      `the panel "${alert.panel}" draws another threshold or none.`,
      "draw the alert's threshold on it.",
    );
  return [];
}

/** Also on the same side: the area behind the line says where it fires. */
const sameThreshold = (one: Threshold, other: Threshold) =>
  "above" in one === "above" in other && thresholdOf(one) === thresholdOf(other);
