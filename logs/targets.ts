import type { Environment } from "../environments/environment";
import type { Component, ComponentKind } from "../model/component";
import { queue } from "./broker/fields";
import type { Field } from "./field";
import { podName, serviceName } from "./fields";
import { httpMethod, httpRoute, httpStatus } from "./http/fields";
import type { LogTarget } from "./target";
import { viewOf, viewOfAll } from "./view";

type Place = Pick<Environment, "name" | "elk">;

/** Where one reads what a component logs. */
export const targetOf = (component: Component, environment: Place): LogTarget => ({
  view: viewOf(component, environment),
  fields: { ...ofPods, ...byKind[component.is.kind] },
});

/** Where one reads what everybody logs. */
export const targetOfAll = (environment: Place): LogTarget => ({
  view: viewOfAll(environment),
  fields: { ...ofPods, ...ofHttp, service: serviceName, resource: serviceName },
});

/** Metrics and logs call them differently and mean the same; so do the words `undeclared` and `_OTHER`. */
const ofPods = { pod: podName, instance: podName };

const ofHttp = {
  endpoint: httpRoute,
  method: httpMethod,
  status_code: httpStatus,
  http_status_code: httpStatus,
};

const byKind: Readonly<Record<ComponentKind["kind"], Readonly<Record<string, Field>>>> = {
  http: ofHttp,
  broker: { queue_name: queue },
  database: {},
  platform: {},
};
