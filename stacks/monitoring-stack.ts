import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { ContentFolder } from "../constructs/content-folder";
import { addElasticstackProvider } from "../constructs/elasticstack-provider";
import { ElkMonitoring } from "../constructs/elk-monitoring";
import { addGrafanaProvider } from "../constructs/grafana-provider";
import { addHelmProvider } from "../constructs/helm-provider";
import { LogMonitoring } from "../constructs/log-monitoring";
import { LogStore } from "../constructs/log-store";
import { logicalId } from "../constructs/logical-id";
import { NotificationRouting } from "../constructs/notification-routing";
import { Overview } from "../constructs/overview";
import { PlatformMonitoring } from "../constructs/platform-monitoring";
import { RedServiceMonitoring } from "../constructs/red-service-monitoring";
import { UseResourceMonitoring } from "../constructs/use-resource-monitoring";
import type { Environment } from "../environments/environment";
import { targetOf, targetOfAll } from "../logs/target";
import { dependentsOf } from "../model/dependencies";
import { platformComponent } from "../model/component";
import type { System } from "../model/system";
import type { AnySlice } from "../slices/slice";
import { addBackend } from "./backend";
import { loggingIn, logsIn, monitoredIn, servicesIn } from "./monitored";

export interface MonitoringStackProps {
  readonly environment: Environment;
  readonly system: System;
}

/**
 * Everything per service and resource, and the monitoring itself: one slice each; one for the logs of each component;
 * then what is made from all slices: the overview and the notification tree.
 */
export class MonitoringStack extends TerraformStack {
  readonly slices: readonly AnySlice[];

  constructor(scope: Construct, id: string, { environment, system }: MonitoringStackProps) {
    super(scope, id);
    const { title, repository, platformTeam } = system;
    addBackend(this, environment);
    addHelmProvider(this, environment.kubernetes);
    addGrafanaProvider(this, environment);
    addElasticstackProvider(this, environment.elk);
    const folder = new ContentFolder(this, "folder", { uid: "monitoring", title: "Monitoring" });
    // Scopes of their own: what is monitored may be called as it likes, also `overview`.
    const services = new Construct(this, "services");
    const resources = new Construct(this, "resources");
    const logsOf = logsIn(environment, system);
    const metrics = [
      ...byName(servicesIn(environment, system)).map(
        (service) =>
          new RedServiceMonitoring(services, logicalId(service.name), {
            service,
            platformTeam,
            repository,
            environment,
            folder,
            logs: logsOf(service),
          }).slice,
      ),
      ...byName(monitoredIn(environment, system)).map(
        (resource) =>
          new UseResourceMonitoring(resources, logicalId(resource.name), {
            resource,
            dependents: dependentsOf(resource, system.services),
            repository,
            environment,
            folder,
            logs: logsOf(resource),
          }).slice,
      ),
      new ElkMonitoring(this, "elk", {
        owner: platformTeam,
        environment,
        repository,
        folder,
        logs: logsOf({ name: platformComponent }),
      }).slice,
      new PlatformMonitoring(this, "platform", {
        system,
        environment,
        folder,
        logs: logsOf({ name: platformComponent }),
      }).slice,
    ];
    this.slices = [...metrics, ...this.#keepLogs({ environment, system, folder, metrics })];
    new Overview(this, "overview", {
      title,
      folder,
      repository,
      slices: this.slices,
      logs: targetOfAll(environment),
    });
    new NotificationRouting(this, "notifications", { environment, system });
  }

  #keepLogs({ environment, system: { repository }, system, folder, metrics }: LogsProps): AnySlice[] {
    const components = loggingIn(environment, system);
    const store = new LogStore(this, "log-store", { environment, components });
    const logs = new Construct(this, "logs");
    return byName(components).map(
      (component) =>
        new LogMonitoring(logs, logicalId(component.name), {
          component,
          repository,
          environment,
          folder,
          store,
          slices: metrics,
          logs: targetOf(component, environment),
        }).slice,
    );
  }

  /**
   * cdktf would resolve everything once more, in search of references to other stacks. There are none: what both stacks
   * need are constants (measured: a tenth of a synth of 300 services).
   */
  override prepareStack(): void {
    // Nothing to prepare.
  }
}

/** A second one of a name is a finding; the tree could not hold both. */
const byName = <T extends { readonly name: string }>(things: readonly T[]): T[] => [
  ...new Map(things.map((thing) => [thing.name, thing])).values(),
];

interface LogsProps extends MonitoringStackProps {
  readonly folder: ContentFolder;
  /** All slices but those of logs. */
  readonly metrics: readonly AnySlice[];
}
