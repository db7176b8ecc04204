import { GrafanaProvider } from "@cdktf/provider-grafana/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { watchdog } from "../alerts/watchdog";
import { ContentFolder } from "../constructs/content-folder";
import { addHelmProvider } from "../constructs/helm-provider";
import { NotificationRouting } from "../constructs/notification-routing";
import { Overview } from "../constructs/overview";
import { RedServiceMonitoring } from "../constructs/red-service-monitoring";
import { secretValue } from "../constructs/secret-value";
import { secret } from "../environments/contact-points";
import type { Environment } from "../environments/environment";
import type { System } from "../model/system";
import { addBackend } from "./backend";

export interface MonitoringStackProps {
  readonly environment: Environment;
  readonly system: System;
}

/** Everything per service: one slice each, then what is made from all slices: the overview and the notification tree. */
export class MonitoringStack extends TerraformStack {
  readonly slices: readonly RedServiceMonitoring[];

  constructor(scope: Construct, id: string, { environment, system }: MonitoringStackProps) {
    super(scope, id);
    addBackend(this, environment);
    addHelmProvider(this, environment.kubernetes);
    new GrafanaProvider(this, "grafana", {
      url: environment.grafana.url,
      auth: secretValue(this, secret("grafana_auth")),
    });
    const folder = new ContentFolder(this, "folder", { uid: "monitoring", title: "Monitoring" });
    // A second service of one name is a finding; the tree could not hold both.
    const services = [...new Map(system.services.map((service) => [service.name, service])).values()];
    this.slices = services.map(
      (service) => new RedServiceMonitoring(this, service.name, { service, system, environment, folder }),
    );
    const alerts = environment.notifications.heartbeat ? [watchdog(system.platformTeam)] : [];
    new Overview(this, "overview", { system, folder, alerts });
    new NotificationRouting(this, "notifications", environment);
  }
}
