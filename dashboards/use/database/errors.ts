import { alertPanel } from "../../alert-panel";
import type { Panel } from "../../panel";
import type { Context } from "./context";

export const reachable = ({ alerts, repository }: Context): Panel =>
  alertPanel(alerts.reachable, repository, { legend: "reachable", width: 12, height: 6 });

export const deadlocks = ({ alerts, repository }: Context): Panel =>
  alertPanel(alerts.deadlocks, repository, {
    title: "Deadlocks within an hour",
    legend: "deadlocks",
    width: 12,
    height: 6,
  });
