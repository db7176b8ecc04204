import { logAlerts } from "../alerts/logs/component";
import type { LogAlert } from "../alerts/logs/common";
import { logDashboardOf } from "../dashboards/logs/dashboard";
import { logName } from "../logs/names";
import type { Component } from "../model/component";
import type { Measured } from "./slice";

export interface LogSliceFacts {
  readonly component: Component;
}

/**
 * The slice of what is counted of the logs of a component. Elasticsearch knows it whenever it is asked: nothing is
 * recorded.
 */
export function logSlice({ component }: LogSliceFacts): Measured<LogAlert> {
  const alerts = logAlerts(component);
  const { ofKind, ...common } = alerts;
  const rules: LogAlert[] = [...Object.values(common), ...ofKind];
  return {
    name: logName(component),
    of: component.name,
    owner: component.owner,
    signals: rules.map(({ watches }) => ({ ...watches, series: [] })),
    unanswered: [],
    alerts: rules,
    dashboard: logDashboardOf({ component, alerts }),
  };
}
