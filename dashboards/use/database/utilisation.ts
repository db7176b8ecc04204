import { filling } from "../../../signals/use/database-instance";
import { memoryOf } from "../../../model/database";
import { max, select } from "../../../promql/build";
import { postgres } from "../../../signals/contracts/postgres";
import { db } from "../../../signals/use/database";
import { bytesText, durationText, percentText } from "../../../units/text";
import { alertPanel } from "../../alert-panel";
import { graph, query } from "../../build";
import type { Panel } from "../../panel";
import type { Context } from "./context";
import { of } from "./context";

export const memoryUsed = (context: Context): Panel =>
  graph("memory-used", db.memory, {
    description: `What could not be had at once, of ${bytesText(memoryOf(context.database))}. Page cache is not part of it.`,
    unit: "bytes",
    queries: [query("in use", select(db.memory.used, of(context)))],
  });

export const cpu = (context: Context): Panel =>
  graph("cpu", db.cpu, { queries: [query("CPU", select(db.cpu.utilisation, of(context)))] });

export const transactionIds = ({ alerts }: Context): Panel => alertPanel(alerts.transactionIds, { legend: "in use" });

export const storage = ({ database, alerts }: Context): Panel =>
  alertPanel(alerts.storage, {
    description: `Of ${bytesText(database.storage)}. A line that rises evenly is data, a cliff is one job. Below 0 % storage was added, and the description does not say so.`,
    legend: "in use",
  });

export const storageTime = ({ alerts }: Context): Panel => {
  const { ranges, from } = filling;
  const agreeing = Object.values(ranges).map(
    ({ now, since }) => `${durationText(now)} and before, for ${durationText(since)} in all`,
  );
  return alertPanel(alerts.storageTime, {
    description: `If it goes on as in the last ${agreeing.join("; or in the last ")}. Always ${durationText(ranges.days.horizon)} below ${percentText(from)} in use, and where it was fuller before.`,
    legend: "left",
  });
};

export const sizeByDatabase = (context: Context): Panel =>
  graph("size-by-database", db.storage, {
    title: "Size by database",
    description: "Tables and indexes. What is missing to the storage in use is WAL, temporary files and the log.",
    unit: "bytes",
    queries: [query("{{datname}}", max(select(postgres.size, of(context))).by("datname"))],
  });
