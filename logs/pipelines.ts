import type { Component } from "../model/component";
import { brokerPipeline } from "./broker/pipeline";
import { databasePipeline } from "./database/pipeline";
import { httpPipeline } from "./http/pipeline";
import { datasetOf } from "./names";
import { platformPipeline } from "./platform/pipeline";
import type { Pipeline } from "./processor";

/** What each line of a component goes through first: it is taken apart, and what it says gets the names that all share. */
export function pipelineOf(component: Component): Pipeline {
  const name = `logs-${datasetOf(component)}`;
  switch (component.is.kind) {
    case "http":
      return httpPipeline(name, component.is.service);
    case "broker":
      return brokerPipeline(name);
    case "database":
      return databasePipeline(name);
    case "platform":
      return platformPipeline(name);
  }
}
