import { sliceName } from "../model/http-service";
import { useName } from "../model/resource";
import type { AlertRule } from "../alerts/alert";
import type { Link, PageLink } from "./panel";

/** Link to the runbook of an alert, which all rules of its kind share. */
export const runbookOf = ({ kind }: Pick<AlertRule, "kind">): PageLink => ({
  title: "Runbook",
  page: `docs/runbooks/${kind}.md`,
});

/** Address at which a page of this repository is read. */
export const pageUrl = (repository: string, page: string): string => `${repository}/blob/main/${page}`;

/** Address of a dashboard, for links of panels and series: keeps the time range that is being looked at. */
export const dashboardUrl = (uid: string, variables: Readonly<Record<string, string>> = {}): string =>
  `/d/${uid}?${[...Object.entries(variables).map(([name, value]) => `var-${name}=${value}`), "${__url_time_range}"].join("&")}`;

export const overviewUid = "overview";
export const overviewLink: Link = { title: "Overview", url: dashboardUrl(overviewUid) };
/** Link to the overview from the top of a dashboard. */
export const toOverview = { title: overviewLink.title, uid: overviewUid } as const;

export const bottlenecksUid = "bottlenecks";
export const platformUid = "platform";
export const elkUid = "elk";

/** UID of the dashboard of a resource, whose name may be one of Grafana's variables. */
export const resourceDashboardUid = (resource: string): string => useName({ name: resource });

/** UID of the dashboard of a service, whose name may be one of Grafana's variables. */
export const serviceDashboardUid = (service: string): string => sliceName(service);
