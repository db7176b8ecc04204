import { swapGrowth } from "../../../alerts/use/database-instance";
import { select, sum } from "../../../promql/build";
import { postgres } from "../../../signals/contracts/postgres";
import { db } from "../../../signals/use/database";
import { durationText, percentText } from "../../../units/text";
import { alertPanel } from "../../alert-panel";
import { graph, query } from "../../build";
import type { Panel } from "../../panel";
import type { Context } from "./context";
import { of } from "./context";

export const memory = (context: Context): Panel =>
  alertPanel(context.alerts.memory, {
    title: "Memory that runs short",
    description: `Memory in use, and 0 as long as swap did not grow by ${percentText(swapGrowth.share)} of the memory within ${durationText(swapGrowth.within)}: page cache and shared buffers fill any instance, and harm none.`,
    legend: "as alerted",
    beside: [query("in use", select(db.memory.utilisation, of(context)))],
    width: 12,
  });

export const swap = (context: Context): Panel =>
  graph("swap", db.swap, { width: 12, queries: [query("swap", select(db.swap.used, of(context)))] });

export const connections = ({ alerts }: Context): Panel => alertPanel(alerts.connections, { legend: "in use" });

/** Sessions of clients: PostgreSQL's own workers need no connection. */
const clients = (context: Context) => select(postgres.sessions, { ...of(context), backend_type: "client backend" });

export const sessionsByState = (context: Context): Panel =>
  graph("sessions-by-state", db.connections, {
    title: "Sessions by state",
    description: "“idle in transaction” holds locks and does nothing; many “active” ones wait for something.",
    unit: "count",
    queries: [query("{{state}}", sum(clients(context)).by("state"))],
  });

export const sessionsByUser = (context: Context): Panel =>
  graph("sessions-by-user", db.connections, {
    title: "Sessions by user and application",
    description: "Whose pool it is that grows.",
    unit: "count",
    queries: [query("{{usename}} {{application_name}}", sum(clients(context)).by("usename", "application_name"))],
  });

export const lockWaits = ({ alerts }: Context): Panel => alertPanel(alerts.lockWaits, { legend: "waiting" });

export const oldestTransaction = ({ alerts }: Context): Panel =>
  alertPanel(alerts.oldestTransaction, { legend: "open for" });

export const replicationLag = ({ alerts }: Context): Panel =>
  alertPanel(alerts.replicationLag, { legend: "behind", noValue: "No replica" });
