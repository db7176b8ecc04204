import { Construct } from "constructs";
import type { HttpService } from "../model/http-service";
import type { Resource } from "../model/resource";
import { titleOf, useName } from "../model/resource";
import { ledToLogs } from "../slices/led-to-logs";
import type { Measured, Slice } from "../slices/slice";
import { workloadSlice } from "../slices/use/workload";
import { addSliceContent } from "./slice-content";
import type { Surroundings } from "./surroundings";
import { measureBroker } from "./use/broker";
import { measureBucket } from "./use/bucket";
import { measureDatabase } from "./use/database";

export interface UseResourceMonitoringProps extends Surroundings {
  readonly resource: Resource;
  /** Services that need it. */
  readonly dependents: readonly HttpService[];
}

/**
 * Utilisation, saturation and errors of one resource: exporters, recording rules, dashboard, alerts. Removing it
 * removes all of them.
 */
export class UseResourceMonitoring extends Construct {
  readonly slice: Slice;

  constructor(scope: Construct, id: string, props: UseResourceMonitoringProps) {
    super(scope, id);
    const { resource, environment, repository, folder, logs } = props;
    this.slice = ledToLogs(measure(this, props), logs);
    addSliceContent(this, {
      slice: this.slice,
      environment,
      description: resource.description,
      folder: { uid: useName(resource), title: titleOf(resource), parent: folder },
      repository,
    });
  }
}

/** Each kind of resource brings exporters of its own, or is told of by those of the platform. */
function measure(scope: Construct, { resource, environment, dependents }: UseResourceMonitoringProps): Measured {
  switch (resource.kind) {
    case "workload":
      // By what the platform brings for the whole cluster: cAdvisor in the kubelets, and kube-state-metrics.
      return workloadSlice({ workload: resource, dependents });
    case "database":
      return measureDatabase(scope, resource, environment, dependents);
    case "bucket":
      return measureBucket(scope, resource, environment);
    case "broker":
      return measureBroker(scope, resource, environment, dependents);
  }
}
