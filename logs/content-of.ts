import type { Environment } from "../environments/environment";
import type { Component } from "../model/component";
import { fieldsOf } from "./component-fields";
import type { LogContent } from "./content";
import { logDashboard } from "./kibana/dashboard";
import { searchesOf } from "./kibana/searches";
import { dataStreamOf } from "./names";
import type { LogLink } from "./panel";
import { pipelineOf, sharedPipelineOf } from "./pipelines";
import { lifecycleOf } from "./retention";
import { indexTemplate } from "./templates";
import { viewOf } from "./view";

/** All that is made in Elasticsearch and Kibana for the logs of a component. @param links of its dashboard, back to Grafana */
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
    dashboard: logDashboard(component, { view, links }),
    searches: searchesOf(component),
  };
}
