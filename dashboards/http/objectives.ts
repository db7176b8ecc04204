import { levelsText } from "../../alerts/http/burn-text";
import type { HttpService } from "../../model/http-service";
import { allEndpoints } from "../../model/http-service";
import { select } from "../../promql/build";
import type { Judged } from "../../signals/http";
import type { Goal } from "../../signals/objectives";
import { scopesOf } from "../../signals/objectives";
import type { WindowName } from "../../signals/windows";
import { alertPanel } from "../alert-panel";
import { query } from "../build";
import type { MetricQuery, Panel } from "../panel";
import type { Context } from "./context";

/** Queries of one share over the windows that the alerts compare, for all requests of a service together. */
export function overWindows(service: HttpService["name"], { ratio }: Judged): [MetricQuery, ...MetricQuery[]] {
  const over = (window: WindowName) => query(window, select(ratio[window], { service, endpoint: allEndpoints }));
  return [over("5m"), over("1h"), over("6h"), over("3d")];
}

export const burning = ({ service, alerts }: Context, goal: Goal): Panel => {
  const [whole] = scopesOf(service);
  const levels = (["page", "ticket"] as const).map(
    (severity) => `a ${severity} at ${levelsText(service, goal, whole, severity)}`,
  );
  return alertPanel(alerts[goal], {
    description: `Of the whole service, ${service.criticality === "critical" ? levels.join("; ") : (levels[1] ?? "")}.`,
    legend: "{{endpoint}}",
  });
};

export const budgets = ({ alerts }: Context): Panel =>
  alertPanel(alerts.budgetSpent, { legend: "{{objective}} {{endpoint}}" });
