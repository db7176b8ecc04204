import { Construct } from "constructs";
import type { AlertRule } from "../alerts/alert";
import { overviewDashboard } from "../dashboards/overview";
import type { System } from "../model/system";
import { AlertRules } from "./alert-rules";
import { ContentDashboard } from "./content-dashboard";
import type { ContentFolder } from "./content-folder";

export interface OverviewProps {
  readonly system: System;
  readonly folder: ContentFolder;
  /** Alerts that belong to no service. */
  readonly alerts: readonly AlertRule[];
}

/** The overview of all services, with the alerts that are about all of them. */
export class Overview extends Construct {
  constructor(scope: Construct, id: string, { system, folder, alerts }: OverviewProps) {
    super(scope, id);
    const dashboard = overviewDashboard(system, alerts);
    new ContentDashboard(this, "dashboard", { dashboard, folder });
    if (alerts.length > 0)
      new AlertRules(this, "alerts", { name: "overview", rules: alerts, dashboard, folder, system });
  }
}
