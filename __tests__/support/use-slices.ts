import { TerraformStack, Testing } from "cdktf";
import { ContentFolder } from "../../constructs/content-folder";
import { UseResourceMonitoring } from "../../constructs/use-resource-monitoring";
import type { Environment } from "../../environments/environment";
import type { Resource } from "../../model/resource";
import { noLogs } from "./no-logs";
import type { SynthesizedResource, SynthesizedStack } from "./synthesized";
import { resourcesOf, synthesizedStack } from "./synthesized";

/** A stack of nothing but the slices of some resources. */
export function useSlices(environment: Environment, ...resources: readonly Resource[]): SynthesizedStack {
  const stack = new TerraformStack(Testing.app(), "monitoring");
  const folder = new ContentFolder(stack, "folder", { uid: "monitoring", title: "Monitoring" });
  for (const resource of resources)
    new UseResourceMonitoring(stack, resource.name, {
      resource,
      repository: "https://example.com/monitoring",
      environment,
      folder,
      logs: noLogs,
    });
  return synthesizedStack(stack);
}

/** @throws if there is none, with those there are */
export function resourceIn(stack: SynthesizedStack, type: string, name: string): SynthesizedResource {
  const all = resourcesOf(stack, type);
  const found = all.find(([id]) => id === name);
  if (!found) throw new Error(`no ${type} "${name}" among ${all.map(([id]) => id).join(", ")}`);
  return found[1];
}
