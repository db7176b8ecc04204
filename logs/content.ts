import type { Environment } from "../environments/environment";
import type { Component } from "../model/component";
import { fieldsOf } from "./component-fields";
import type { Field } from "./field";
import { logDashboard } from "./kibana/dashboard";
import { searchesOf } from "./kibana/searches";
import { dataStreamOf } from "./names";
import type { LogDashboard, LogLink, SavedSearch } from "./panel";
import { pipelineOf, sharedPipelineOf } from "./pipelines";
import type { Pipeline } from "./processor";
import type { LifecyclePolicy } from "./retention";
import { lifecycleOf } from "./retention";
import type { IndexTemplate } from "./templates";
import { indexTemplate } from "./templates";
import type { LogView } from "./view";
import { viewOf } from "./view";

/** All that is made in Elasticsearch and Kibana for the logs of one component. */
export interface LogContent {
  readonly component: Component;
  /** Name of the data stream: `logs-shop.api-production`. */
  readonly dataStream: string;
  /** Template of which the data stream's indices are made. */
  readonly template: IndexTemplate;
  /**
   * Pipelines that each line goes through: the data stream's own, and those that it calls, which all of its kind share.
   */
  readonly pipelines: readonly [own: Pipeline, ...called: Pipeline[]];
  /** How long the component's lines are kept, and where. */
  readonly lifecycle: LifecyclePolicy;
  /** All fields that are indexed; whatever else a line holds is kept with it, and can be read but not asked for. */
  readonly fields: readonly Field[];
  readonly view: LogView;
  readonly dashboard: LogDashboard;
  readonly searches: readonly SavedSearch[];
}

/** All that is made for the logs of one component. @param links of the dashboard, back to Grafana */
export function logContent(
  component: Component,
  environment: Pick<Environment, "name" | "elk">,
  links: readonly LogLink[],
): LogContent {
  const view = viewOf(component, environment);
  return {
    component,
    dataStream: dataStreamOf(component, environment.name),
    template: indexTemplate(component, environment.name),
    pipelines: [pipelineOf(component), sharedPipelineOf(component)],
    lifecycle: lifecycleOf(component, environment),
    fields: fieldsOf(component),
    view,
    dashboard: logDashboard(component, view, links),
    searches: searchesOf(component),
  };
}
