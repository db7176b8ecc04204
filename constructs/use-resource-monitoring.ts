import { Construct } from "constructs";
import type { Resource } from "../model/resource";
import { titleOf, useName } from "../model/resource";
import type { Slice } from "../slices/slice";
import type { ContentFolder } from "./content-folder";
import { addSliceContent } from "./slice-content";
import { measureBroker } from "./use/broker";
import { measureBucket } from "./use/bucket";
import { measureDatabase } from "./use/database";
import type { Surroundings } from "./use/surroundings";
import { measureWorkload } from "./use/workload";

export interface UseResourceMonitoringProps extends Surroundings {
  readonly resource: Resource;
  /** Holds the folder of the resource. */
  readonly folder: ContentFolder;
}

/**
 * Utilisation, saturation and errors of one resource: exporters, recording rules, dashboard, alerts. Removing it removes
 * all of them.
 */
export class UseResourceMonitoring extends Construct {
  readonly slice: Slice;

  constructor(scope: Construct, id: string, props: UseResourceMonitoringProps) {
    super(scope, id);
    const { resource, repository, folder } = props;
    this.slice = measure(this, resource, props);
    addSliceContent(this, {
      slice: this.slice,
      description: resource.description,
      folder: { uid: useName(resource), title: titleOf(resource), parent: folder },
      repository,
    });
  }
}

/** Each kind of resource brings exporters of its own. */
function measure(scope: Construct, resource: Resource, surroundings: Surroundings): Slice {
  switch (resource.kind) {
    case "workload":
      return measureWorkload(scope, resource, surroundings);
    case "database":
      return measureDatabase(scope, resource, surroundings);
    case "bucket":
      return measureBucket(scope, resource, surroundings);
    case "broker":
      return measureBroker(scope, resource, surroundings);
  }
}
