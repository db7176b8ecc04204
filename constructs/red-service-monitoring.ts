import { Construct } from "constructs";
import { httpAlerts } from "../alerts/http";
import { httpDashboard } from "../dashboards/http/dashboard";
import type { Environment } from "../environments/environment";
import type { HttpService } from "../model/http-service";
import type { System } from "../model/system";
import { httpSignals } from "../signals/http";
import { AlertRules } from "./alert-rules";
import { ContentDashboard } from "./content-dashboard";
import { ContentFolder } from "./content-folder";
import { RecordingRules } from "./recording-rules";
import { SpanMetricsExporter } from "./span-metrics-exporter";

export interface RedServiceMonitoringProps {
  readonly service: HttpService;
  readonly system: Pick<System, "repository">;
  readonly environment: Environment;
  /** Holds the folder of the service. */
  readonly folder: ContentFolder;
  /** Counts the spans of several services. @default an exporter of its own */
  readonly exporter?: SpanMetricsExporter;
}

/**
 * Rate, errors and duration of one HTTP service: exporter, recording rules, dashboard, alerts. Removing it removes all
 * of them.
 */
export class RedServiceMonitoring extends Construct {
  readonly service: HttpService;
  readonly exporter: SpanMetricsExporter;

  constructor(scope: Construct, id: string, props: RedServiceMonitoringProps) {
    super(scope, id);
    const { service, system, environment } = props;
    const name = `red-${service.name}`;
    this.service = service;
    this.exporter =
      props.exporter ?? new SpanMetricsExporter(this, "exporter", { name, environment, services: [service] });
    new RecordingRules(this, "rules", { name, description: service.description, signals: httpSignals(service) });
    const folder = new ContentFolder(this, "folder", { uid: service.name, title: service.name, parent: props.folder });
    const rules = httpAlerts(service, this.exporter.job);
    const dashboard = httpDashboard(system, service, rules);
    new ContentDashboard(this, "dashboard", { dashboard, folder });
    new AlertRules(this, "alerts", { name, rules, dashboard, folder, system });
  }
}
