import { TerraformStack } from "cdktf";
import { ContentFolder } from "../../constructs/content-folder";
import { LogMonitoring } from "../../constructs/log-monitoring";
import { LogStore } from "../../constructs/log-store";
import type { Environment } from "../../environments/environment";
import { namespace } from "../../environments/names";
import { production } from "../../environments/production";
import { targetOf } from "../../logs/target";
import type { Component } from "../../model/component";
import { componentsOf } from "../../model/component";
import { system } from "../../system";
import type { SynthesizedStack } from "./synthesized";
import { synthesizedStack } from "./synthesized";
import { testApp } from "./test-app";

export const components = componentsOf(system, namespace);

export function componentNamed(name: string): Component {
  const found = components.find((component) => component.name === name);
  if (!found) throw new Error(`the system has no component ${name}`);
  return found;
}

/** What all logs have in common, and the logs of one component. */
export interface LogStack {
  readonly stack: TerraformStack;
  readonly store: LogStore;
  readonly logs: LogMonitoring;
}

export function logStack(name: string, environment: Environment = production): LogStack {
  const component = componentNamed(name);
  const stack = new TerraformStack(testApp(), "logs");
  const folder = new ContentFolder(stack, "folder", { uid: "monitoring", title: "Monitoring" });
  const store = new LogStore(stack, "store", { environment, components });
  const logs = new LogMonitoring(stack, "component", {
    component,
    environment,
    store,
    slices: [],
    logs: targetOf(component, environment),
    repository: system.repository,
    folder,
  });
  return { stack, store, logs };
}

/** What is made in Elasticsearch for the logs of some components, as it was synthesized. */
export function synthesizedLogs(components: readonly Component[], environment: Environment): SynthesizedStack {
  const stack = new TerraformStack(testApp(), "logs");
  const folder = new ContentFolder(stack, "folder", { uid: "monitoring", title: "Monitoring" });
  const store = new LogStore(stack, "store", { environment, components });
  const { repository } = system;
  for (const component of components) {
    const logs = targetOf(component, environment);
    new LogMonitoring(stack, component.name, { component, environment, store, slices: [], logs, repository, folder });
  }
  return synthesizedStack(stack);
}
