import type { HttpAlerts } from "../../alerts/http/alerts";
import type { ProbeAlerts } from "../../alerts/http/probe";
import type { HttpService } from "../../model/http-service";
import { dashboardUrl, serviceDashboardUid } from "../links";
import type { Link } from "../panel";

/** What the panels of a service are made from. */
export interface Context {
  readonly service: HttpService;
  readonly alerts: HttpAlerts;
  readonly probeAlerts: ProbeAlerts;
  /** Names of the places from which the service is probed. */
  readonly places: readonly string[];
}

/** Window of rates, which Grafana fits to the zoom; at least four scrapes. */
export const rateInterval = { variable: "$__rate_interval" } as const;

/** Matcher of the endpoints chosen at the top of the dashboard. */
export const chosen = { matches: "$endpoint" } as const;

export const onlyThisEndpoint = ({ service }: Context): Link => ({
  title: "Only this endpoint",
  url: dashboardUrl(serviceDashboardUid(service.name), { endpoint: "${__field.labels.endpoint:percentencode}" }),
});
