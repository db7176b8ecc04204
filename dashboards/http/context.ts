import type { AlertRule } from "../../alerts/alert";
import type { HttpService } from "../../model/http-service";
import type { System } from "../../model/system";
import type { Expr } from "../../promql/ast";
import { dashboardUrl, runbookLink, serviceDashboardUid } from "../links";
import type { Link, Panel, Query, TimeSeriesPanel } from "../panel";

export interface Context {
  readonly service: HttpService;
  readonly alerts: readonly AlertRule[];
  readonly system: Pick<System, "repository">;
}

/** Grafana fits the window to the zoom; at least four scrapes. */
export const rateInterval = { variable: "$__rate_interval" } as const;

/** The endpoints chosen at the top of the dashboard. */
export const chosen = { matches: "$endpoint" } as const;

export const query = (
  refId: string,
  legend: string,
  value: { readonly expr: Expr },
  more?: Pick<Query, "mayBeEmpty">,
): Query => ({
  refId,
  legend,
  expr: value.expr,
  ...more,
});

/** A panel that shows what an alert evaluates, with its threshold and its runbook; other queries go beside it. */
export function alertPanel(
  { alerts, system }: Context,
  key: string,
  facts: Pick<TimeSeriesPanel, "title" | "description" | "width" | "height"> & {
    readonly legend: string;
    readonly beside?: readonly Query[];
  },
): Panel {
  const alert = alerts.find((rule) => rule.panel === key);
  if (!alert) throw new Error(`no alert names the panel "${key}"`);
  const { legend, beside = [], ...rest } = facts;
  return {
    kind: "timeseries",
    key,
    ...rest,
    unit: alert.unit,
    threshold: alert.fires,
    links: [runbookLink(system, alert)],
    queries: [
      {
        refId: "A",
        legend,
        expr: alert.value,
        ...(alert.absentMeans === "healthy" && { mayBeEmpty: "no requests, or none long enough ago to compare with" }),
      },
      ...beside,
    ],
  };
}

export const onlyThisEndpoint = ({ service }: Context): Link => ({
  title: "Only this endpoint",
  url: dashboardUrl(serviceDashboardUid(service.name), { endpoint: "${__field.labels.endpoint}" }),
});

export const thresholdOfAlert = (alerts: readonly AlertRule[], panel: string) => {
  const alert = alerts.find((rule) => rule.panel === panel);
  return alert ? { threshold: alert.fires } : {};
};
