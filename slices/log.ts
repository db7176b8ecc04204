import { logAlerts } from "../alerts/logs/component";
import type { LogAlert } from "../alerts/logs/component";
import { logDashboardOf } from "../dashboards/logs/dashboard";
import { logName } from "../logs/names";
import type { Component } from "../model/component";
import { logs } from "../signals/logs";
import type { Slice } from "./slice";

export interface LogSliceFacts {
  readonly component: Component;
}

/** What is counted of the logs of a component. Elasticsearch knows it whenever it is asked: nothing is recorded. */
export function logSlice({ component }: LogSliceFacts): Slice<LogAlert> {
  const alerts = logAlerts(component);
  return {
    name: logName(component),
    of: component.name,
    owner: component.owner,
    signals: Object.values(logs).map((kind) => ({ ...kind, series: [] })),
    unanswered: [],
    alerts: Object.values(alerts),
    dashboard: logDashboardOf({ component, alerts }),
  };
}
