import { firesAt } from "../../../alerts/levels";
import { select } from "../../../promql/build";
import { db } from "../../../signals/use/database";
import { bytesText } from "../../../units/text";
import { query, stat } from "../../build";
import type { Panel } from "../../panel";
import type { Context } from "./context";
import { of } from "./context";

const noValue = "Not measured";

export const memoryNow = (context: Context): Panel =>
  stat("memory-now", db.memory, {
    noValue,
    queries: [query("memory", select(db.memory.utilisation, of(context)))],
  });

export const cpuNow = (context: Context): Panel =>
  stat("cpu-now", db.cpu, { noValue, queries: [query("cpu", select(db.cpu.utilisation, of(context)))] });

export const connectionsNow = (context: Context): Panel =>
  stat("connections-now", db.connections, {
    noValue,
    thresholds: firesAt(context.alerts.connections),
    queries: [query("connections", select(db.connections.used, of(context)))],
  });

export const storageLeftNow = (context: Context): Panel =>
  stat("storage-left-now", db.storage, {
    title: "Storage left",
    description: `Of ${bytesText(context.database.storage)}.`,
    unit: "bytes",
    noValue,
    queries: [query("left", select(db.storage.left, of(context)))],
  });
