import { alertPanel } from "../../alert-panel";
import type { Panel } from "../../panel";
import type { Context } from "./context";

export const reachable = ({ alerts }: Context): Panel =>
  alertPanel(alerts.reachable, { legend: "reachable", width: 12, height: 6 });

export const deadlocks = ({ alerts }: Context): Panel =>
  alertPanel(alerts.deadlocks, {
    title: "Deadlocks within an hour",
    legend: "deadlocks",
    width: 12,
    height: 6,
  });
