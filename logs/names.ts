import type { Component } from "../model/component";

/** What all that is made for the logs of something is called, in Grafana, Kibana and Elasticsearch. */
export const logName = ({ name }: Pick<Component, "name">): string => `log-${name}`;

/** The middle of a data stream's name, in which hyphens stand between the parts: `shop.api`. */
export const datasetOf = ({ name }: Pick<Component, "name">): string => name.replaceAll("-", ".");

/** Name of a component's data stream: `logs-shop.api-production`. @param environment by its name */
export const dataStreamOf = (component: Pick<Component, "name">, environment: string): string =>
  `logs-${datasetOf(component)}-${environment}`;

/** Pattern of the data streams of everything that is logged in an environment. */
export const allDataStreams = (environment: string): string => `logs-*-${environment}`;

/** Id of the data view of a component. */
export const viewIdOf = (component: Pick<Component, "name">): string => `logs-${component.name}`;

/** Id of the data view over all components. */
export const allViewId = "logs-all";
