import type { Component } from "../model/component";
import { brokerPipeline } from "./broker/pipeline";
import { databasePipeline } from "./database/pipeline";
import { httpPipeline } from "./http/pipeline";
import { stateRoutes } from "./http/request";
import { datasetOf } from "./names";
import { platformPipeline } from "./platform/pipeline";
import type { Pipeline } from "./processor";

/**
 * The pipeline that each line of a component goes through first: it is taken apart, and what it says gets the names
 * that all share. What a component does not share with others of its kind stands here, the rest in the pipeline of the
 * kind.
 */
export function pipelineOf(component: Component): Pipeline {
  const { name, is } = component;
  const shared = sharedPipelineOf(component);
  const call = { pipeline: { tag: "kind", name: shared.name } };
  return {
    name: `logs-${datasetOf(component)}`,
    description: `What ${name} logs, by the pipeline of its kind`,
    processors: is.kind === "http" ? [stateRoutes(is.service), call] : [call],
    // Also where that pipeline is not there.
    onFailure: shared.onFailure,
  };
}

/** The pipeline that all components of a kind share: large, and once in Elasticsearch. */
export const sharedPipelineOf = ({ is }: Pick<Component, "is">): Pipeline => byKind[is.kind];

const byKind: Readonly<Record<Component["is"]["kind"], Pipeline>> = {
  http: httpPipeline,
  broker: brokerPipeline,
  database: databasePipeline,
  platform: platformPipeline,
};

/** The shared pipelines of all kinds of these components, each once. */
export const sharedPipelines = (components: readonly Component[]): Pipeline[] => [
  ...new Set(components.map(sharedPipelineOf)),
];
