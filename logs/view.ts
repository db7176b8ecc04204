import type { Environment } from "../environments/environment";
import type { Component } from "../model/component";
import { allDataStreams, allViewId, dataStreamOf, viewIdOf } from "./names";

/** Which documents Kibana's Discover, dashboards and searches are about, and where it is reached. */
export interface LogView {
  /** Stable; the id of the data view. */
  readonly id: string;
  /** For people. */
  readonly title: string;
  /** The data streams, by a pattern or by name. */
  readonly pattern: string;
  /** Kibana's space: one for each environment. */
  readonly space: string;
  /** Of Kibana, as people reach it. */
  readonly kibana: string;
}

type Place = Pick<Environment, "name" | "elk">;

/** Of one component. */
export const viewOf = (component: Pick<Component, "name">, environment: Place): LogView => ({
  id: viewIdOf(component),
  title: `${component.name} · logs`,
  pattern: dataStreamOf(component, environment.name),
  ...place(environment),
});

/** Of everything that is logged: where one follows a request from one component to the next. */
export const viewOfAll = (environment: Place): LogView => ({
  id: allViewId,
  title: "Everything · logs",
  pattern: allDataStreams(environment.name),
  ...place(environment),
});

const place = ({ name, elk }: Place) => ({ space: name, kibana: elk.kibana.url });
