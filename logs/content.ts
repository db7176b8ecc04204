import type { Component } from "../model/component";
import type { Field } from "./field";
import type { LogDashboard, SavedSearch } from "./panel";
import type { Pipeline } from "./processor";
import type { LifecyclePolicy } from "./retention";
import type { LogView } from "./view";

/** All that is made in Elasticsearch and Kibana for the logs of one component. */
export interface LogContent {
  readonly component: Component;
  /** `logs-shop.api-production` */
  readonly dataStream: string;
  /** What each line goes through; the first is the data stream's own, the others are called by it. */
  readonly pipelines: readonly [Pipeline, ...Pipeline[]];
  /** How long its lines are kept, and where. */
  readonly lifecycle: LifecyclePolicy;
  /** All that is indexed; whatever else a line holds is kept with it, and can be read but not asked for. */
  readonly fields: readonly Field[];
  readonly view: LogView;
  readonly dashboard: LogDashboard;
  readonly searches: readonly SavedSearch[];
}

/** What is made for the logs of a component, each of which can be missing. */
export const logArtefacts = [
  "stream",
  "pipeline",
  "retention",
  "mapping",
  "view",
  "dashboard",
  "searches",
  "reader",
] as const;
export type LogArtefact = (typeof logArtefacts)[number];
