import type { AlertRule } from "../../alerts/alert";
import type { HttpService } from "../../model/http-service";
import type { System } from "../../model/system";
import type { Expr } from "../../promql/ast";
import { dashboardUrl, serviceDashboardUid } from "../links";
import type { Link, Query } from "../panel";

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

export const onlyThisEndpoint = ({ service }: Context): Link => ({
  title: "Only this endpoint",
  url: dashboardUrl(serviceDashboardUid(service.name), { endpoint: "${__field.labels.endpoint:percentencode}" }),
});

export const thresholdOfAlert = (alerts: readonly AlertRule[], panel: string) => {
  const alert = alerts.find((rule) => rule.panel === panel);
  return alert ? { threshold: alert.fires } : {};
};
