import type { Environment } from "../environments/environment";
import type { Component } from "../model/component";
import type { Field } from "./field";
import { podName, serviceName } from "./fields";
import { httpLabels } from "./http/kind";
import { kindOf } from "./kinds";
import type { LogView } from "./view";
import { viewOf, viewOfAll } from "./view";

/** Where one reads what something logs, and what its metrics' labels are called there. */
export interface LogTarget {
  readonly view: LogView;
  /** Fields that hold what the metrics' labels do, by the labels' names. */
  readonly fields: Readonly<Record<string, Field>>;
}

/** Stands in place of a {@link LogTarget} for what writes no logs that anybody keeps. */
export interface NoLogs {
  /** Why there are no logs, in half a sentence. */
  readonly noLogs: string;
}

type Place = Pick<Environment, "name" | "elk">;

/** Where one reads what a component logs. */
export const targetOf = (component: Component, environment: Place): LogTarget => ({
  view: viewOf(component, environment),
  fields: { ...podLabels, ...kindOf(component).labels },
});

/** Where one reads what everybody logs. */
export const targetOfAll = (environment: Place): LogTarget => ({
  view: viewOfAll(environment),
  fields: { ...podLabels, ...httpLabels, service: serviceName, resource: serviceName },
});

const podLabels = { pod: podName, instance: podName };
