import { TerraformStack } from "cdktf";
import { ContentFolder } from "../../constructs/content-folder";
import { UseResourceMonitoring } from "../../constructs/use-resource-monitoring";
import type { Environment } from "../../environments/environment";
import { dependenciesOf } from "../../model/dependencies";
import type { Broker } from "../../model/broker";
import type { Resource } from "../../model/resource";
import { system } from "../../system";
import { rabbitmq } from "../../system/messaging";
import { noLogs } from "./no-logs";
import type { SynthesizedResource, SynthesizedStack } from "./synthesized";
import { resourcesOf, synthesizedStack } from "./synthesized";
import { testApp } from "./test-app";

/** A stack of nothing but the slices of some resources, which the system's services need. */
export function useSlices(environment: Environment, ...resources: readonly Resource[]): SynthesizedStack {
  const stack = new TerraformStack(testApp(), "monitoring");
  const folder = new ContentFolder(stack, "folder", { uid: "monitoring", title: "Monitoring" });
  for (const resource of resources)
    new UseResourceMonitoring(stack, resource.name, {
      resource,
      repository: "https://example.com/monitoring",
      environment,
      folder,
      logs: noLogs,
      dependents: servicesThatNeed(resource.name),
    });
  return synthesizedStack(stack);
}

/** By its name, for tests change what else is said of it. */
const servicesThatNeed = (resource: string) =>
  system.services.filter((service) => dependenciesOf(service).some(({ name }) => name === resource));

/** One group of queues is as good as three: they differ in their patterns and times, and nothing else. */
export const brokerOfOneGroup: Broker = { ...rabbitmq, queues: [rabbitmq.queues[0]] };

/** @throws if there is none, with those there are */
export function resourceIn(stack: SynthesizedStack, type: string, name: string): SynthesizedResource {
  const all = resourcesOf(stack, type);
  const found = all.find(([id]) => id === name);
  if (!found) throw new Error(`no ${type} "${name}" among ${all.map(([id]) => id).join(", ")}`);
  return found[1];
}
