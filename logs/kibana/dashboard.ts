import type { Component } from "../../model/component";
import { logName } from "../names";
import type { LogDashboard, LogLink } from "../panel";
import type { LogView } from "../view";
import { savedSearchUrl } from "./addresses";
import { panelsOf } from "./frame";
import { questionsOf } from "./questions";
import { searchesOf } from "./searches";

export interface LogDashboardFacts {
  readonly view: LogView;
  /** Back to what Grafana shows of the component. */
  readonly links: readonly LogLink[];
}

/** What is shown of the logs of a component. It leads to its searches, and back to its metrics. */
export const logDashboard = (component: Component, { view, links }: LogDashboardFacts): LogDashboard => ({
  id: logName(component),
  title: `${component.name} · logs`,
  description: component.description,
  panels: panelsOf(component, questionsOf(component)),
  links: [
    ...links,
    ...searchesOf(component).map((search) => ({ title: search.title, url: savedSearchUrl(view, search) })),
  ],
});
