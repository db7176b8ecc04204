import { isDeepStrictEqual } from "node:util";
import type { AnyAlert, Threshold } from "../alerts/alert";
import { isOfLogs, thresholdOf, unitOf } from "../alerts/alert";
import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import type { Levels } from "../model/levels";
import { printLine } from "../promql/print";
import { graph, query, search, stat } from "./build";
import { runbookOf } from "./links";
import type { Dashboard, Panel, Query, TimeSeriesPanel } from "./panel";
import { panelsOf } from "./panel";

interface AlertPanelFacts extends Partial<
  Pick<TimeSeriesPanel, "title" | "description" | "width" | "height" | "noValue" | "daily">
> {
  readonly legend: string;
  /** How it is drawn: as one number for each instance, where the past says nothing. @default graph */
  readonly chart?: "stat";
  /** Queries that are shown beside the alert's own. @default none */
  readonly beside?: readonly Query[];
}

/**
 * A panel that shows what an alert evaluates, with its threshold and its runbook. Its key is the alert's kind. Of an
 * alert with two levels it shows both.
 */
export function alertPanel(alerts: AnyAlert | Levels<AnyAlert>, facts: AlertPanelFacts): Panel {
  const { legend, beside = [], chart, ...rest } = facts;
  const [alert, ...worse] = "ticket" in alerts ? [alerts.ticket, alerts.page] : [alerts];
  const own = queryOf(legend, alert);
  return (chart === "stat" ? stat : graph)(alert.kind, alert.watches, {
    ...rest,
    unit: unitOf(alert),
    thresholds: [alert.fires, ...worse.map(({ fires }) => fires).filter((fires) => !sameThreshold(fires, alert.fires))],
    links: [runbookOf(alert)],
    queries: [
      own,
      // A level of the same quantity is a line; one of another is shown as well.
      ...worse.filter(({ value }) => !asks(own, value)).map((page) => queryOf(`${legend}, to wake somebody`, page)),
      ...beside,
    ],
  });
}

/**
 * Findings of an alert's panel: the panel an alert links to must exist and show what the alert evaluates, threshold
 * included.
 */
export function checkPanelOfAlert(alert: AnyAlert, dashboard: Dashboard): Finding[] {
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
  if (!panel.queries.some((query) => asks(query, alert.value)))
    return finding(
      "panel-shows-other-query",
      `the panel "${alert.kind}" shows another query.`,
      "show the alert's value on it.",
    );
  if (!panel.thresholds?.some((threshold) => sameThreshold(threshold, alert.fires)))
    return finding(
      "panel-shows-other-threshold",
      `the panel "${alert.kind}" draws another threshold or none.`,
      "draw the alert's threshold on it.",
    );
  return [];
}

const queryOf = (legend: string, { value }: AnyAlert): Query =>
  isOfLogs(value) ? search(legend, value) : query(legend, { expr: value });

const asks = (query: Query, value: AnyAlert["value"]): boolean => {
  if (isOfLogs(value)) return "search" in query && isDeepStrictEqual(query.search, value);
  return "expr" in query && query.expr === printLine(value);
};

/** Also on the same side: the area behind the line says where it fires. */
const sameThreshold = (one: Threshold, other: Threshold) =>
  "above" in one === "above" in other && thresholdOf(one) === thresholdOf(other);
