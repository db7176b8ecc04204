import type { Component } from "../model/component";
import type { Field } from "./field";
import type { LogDashboard, SavedSearch } from "./panel";
import type { Pipeline } from "./processor";
import type { LifecyclePolicy } from "./retention";
import type { IndexTemplate } from "./templates";
import type { LogView } from "./view";

/** All that is made in Elasticsearch and Kibana for the logs of one component. */
export interface LogContent {
  readonly component: Component;
  /** `logs-shop.api-production` */
  readonly dataStream: string;
  /** What its indices are made of. */
  readonly template: IndexTemplate;
  /** What each line goes through: the data stream's own, and those that it calls, which all of its kind share. */
  readonly pipelines: readonly [own: Pipeline, ...called: Pipeline[]];
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
  "template",
  "view",
  "dashboard",
  "searches",
  "reader",
] as const;
export type LogArtefact = (typeof logArtefacts)[number];
