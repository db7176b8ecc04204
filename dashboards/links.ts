import { sliceName } from "../model/http-service";
import { useName } from "../model/resource";
import type { Link } from "./panel";

/** Where the runbook of a kind of alert is read. */
export const runbookUrl = (repository: string, kind: string): string =>
  `${repository}/blob/main/docs/runbooks/${kind}.md`;

/** For links of panels and series: keeps the time range that is being looked at. */
export const dashboardUrl = (uid: string, variables: Readonly<Record<string, string>> = {}): string =>
  `/d/${uid}?${[...Object.entries(variables).map(([name, value]) => `var-${name}=${value}`), "${__url_time_range}"].join("&")}`;

export const overviewUid = "overview";
export const overviewLink: Link = { title: "Overview", url: dashboardUrl(overviewUid) };

export const bottlenecksUid = "bottlenecks";
export const platformUid = "platform";

/** Of the dashboard of a resource, whose name may be one of Grafana's variables. */
export const resourceDashboardUid = (resource: string): string => useName({ name: resource });

/** Of the dashboard of a service, whose name may be one of Grafana's variables. */
export const serviceDashboardUid = (service: string): string => sliceName(service);
