import type { Environment } from "../environments/environment";
import type { Component } from "../model/component";
import { allDataStreams, allViewId, dataStreamOf, viewIdOf } from "./names";

/** A view of logs: which documents Kibana's Discover, dashboards and searches are about, and where it is reached. */
export interface LogView {
  /** Id of the data view; stable. */
  readonly id: string;
  /** Title of the data view, for people. */
  readonly title: string;
  /** Pattern or name of the data streams. */
  readonly pattern: string;
  /** Id of Kibana's space: one for each environment. */
  readonly space: string;
  /** Address of Kibana, as people reach it. */
  readonly kibana: string;
}

type Place = Pick<Environment, "name" | "elk">;

/** The view of the logs of one component. */
export const viewOf = (component: Pick<Component, "name">, environment: Place): LogView => ({
  id: viewIdOf(component),
  title: `${component.name} · logs`,
  pattern: dataStreamOf(component, environment.name),
  ...place(environment),
});

/** The view of everything that is logged: where one follows a request from one component to the next. */
export const viewOfAll = (environment: Place): LogView => ({
  id: allViewId,
  title: "Everything · logs",
  pattern: allDataStreams(environment.name),
  ...place(environment),
});

const place = ({ name, elk }: Place) => ({ space: name, kibana: elk.kibana.url });
