import { Construct } from "constructs";
import type { AlertRule } from "../alerts/alert";
import { overviewDashboard } from "../dashboards/overview";
import type { Slice } from "../slices/slice";
import { AlertRules } from "./alert-rules";
import { ContentDashboard } from "./content-dashboard";
import type { ContentFolder } from "./content-folder";

export interface OverviewProps {
  /** Of the system, for people. */
  readonly title: string;
  /** Where this repository is read: runbook links begin with it. */
  readonly repository: string;
  readonly folder: ContentFolder;
  readonly slices: readonly Slice[];
  /** Alerts that belong to no slice. */
  readonly alerts: readonly AlertRule[];
}

/** The overview of all slices, with the alerts that are about all of them. */
export class Overview extends Construct {
  constructor(scope: Construct, id: string, { title, repository, folder, slices, alerts }: OverviewProps) {
    super(scope, id);
    const dashboards = slices.map(({ dashboard }) => ({ title: dashboard.title, uid: dashboard.uid }));
    const dashboard = overviewDashboard({ title, repository, dashboards, alerts });
    new ContentDashboard(this, "dashboard", { dashboard, folder });
    if (alerts.length > 0)
      new AlertRules(this, "alerts", { name: "overview", rules: alerts, dashboard, folder, repository });
  }
}
