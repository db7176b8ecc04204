import type { Component } from "../../model/component";
import { kindOf } from "../kinds";
import { logName } from "../names";
import type { LogDashboard, LogLink } from "../panel";
import type { LogView } from "../view";
import { savedSearchUrl } from "./addresses";
import { panelsOf } from "./frame";
import { searchesOf } from "./searches";

/**
 * Kibana's dashboard of the logs of a component. It leads to its searches, and back to its metrics.
 *
 * @param links back to what Grafana shows of the component
 */
export const logDashboard = (component: Component, view: LogView, links: readonly LogLink[]): LogDashboard => ({
  id: logName(component),
  title: `${component.name} · logs`,
  description: component.description,
  panels: panelsOf(component, kindOf(component).questions(component)),
  links: [
    ...links,
    ...searchesOf(component).map((search) => ({ title: search.title, url: savedSearchUrl(view, search) })),
  ],
});
