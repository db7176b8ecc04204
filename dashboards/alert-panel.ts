import type { AlertRule, Threshold } from "../alerts/alert";
import { thresholdOf, unitOf } from "../alerts/alert";
import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import { printLine } from "../promql/print";
import { graph, query } from "./build";
import { runbookUrl } from "./links";
import type { Dashboard, Panel, Query, TimeSeriesPanel } from "./panel";
import { panelsOf } from "./panel";

interface AlertPanelFacts extends Partial<Pick<TimeSeriesPanel, "title" | "description" | "width" | "height">> {
  readonly legend: string;
  /** Queries that are shown beside the alert's own. @default none */
  readonly beside?: readonly Query[];
}

/** A panel that shows what an alert evaluates, with its threshold and its runbook. Its key is the alert's kind. */
export function alertPanel(alert: AlertRule, repository: string, facts: AlertPanelFacts): Panel {
  const { legend, beside = [], ...rest } = facts;
  return graph(alert.kind, alert.watches, {
    ...rest,
    unit: unitOf(alert),
    threshold: alert.fires,
    links: [{ title: "Runbook", url: runbookUrl(repository, alert.kind) }],
    queries: [query(legend, { expr: alert.value }), ...beside],
  });
}

/** The panel an alert links to must exist and show what the alert evaluates, threshold included. */
export function checkPanelOfAlert(alert: AlertRule, dashboard: Dashboard): Finding[] {
  const panel = panelsOf(dashboard).find(({ key }) => key === alert.kind);
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
      `the dashboard "${dashboard.uid}" has no panel "${alert.kind}".`,
      `name one of ${panelsOf(dashboard)
        .map(({ key }) => key)
        .join(", ")}, or add it.`,
    );
  if (!panel.queries.some(({ expr }) => expr === printLine(alert.value)))
    return finding(
      "panel-shows-other-query",
      `the panel "${alert.kind}" shows another query.`,
      "show the alert's value on it.",
    );
  if (!panel.threshold || !sameThreshold(panel.threshold, alert.fires))
    return finding(
      "panel-shows-other-threshold",
      `the panel "${alert.kind}" draws another threshold or none.`,
      "draw the alert's threshold on it.",
    );
  return [];
}

/** Also on the same side: the area behind the line says where it fires. */
const sameThreshold = (one: Threshold, other: Threshold) =>
  "above" in one === "above" in other && thresholdOf(one) === thresholdOf(other);
