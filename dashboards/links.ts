import type { AlertRule } from "../alerts/alert";
import type { System } from "../model/system";
import type { Link } from "./panel";

/** Where the runbook of a kind of alert is read. */
export const runbookUrl = ({ repository }: Pick<System, "repository">, kind: string): string =>
  `${repository}/blob/main/docs/runbooks/${kind}.md`;

export const runbookLink = (system: Pick<System, "repository">, alert: AlertRule): Link => ({
  title: "Runbook",
  url: runbookUrl(system, alert.kind),
});

/** For links of panels and series: keeps the time range that is being looked at. */
export const dashboardUrl = (uid: string, variables: Readonly<Record<string, string>> = {}): string =>
  `/d/${uid}?${[...Object.entries(variables).map(([name, value]) => `var-${name}=${value}`), "${__url_time_range}"].join("&")}`;

export const overviewUid = "overview";
export const overviewLink: Link = { title: "All services", url: dashboardUrl(overviewUid) };

export const serviceDashboardUid = (service: string): string => `red-${service}`;
