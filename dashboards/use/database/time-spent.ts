import { floors } from "../../../alerts/use/database-server";
import { divide, max, select, sum, where } from "../../../promql/build";
import { db } from "../../../signals/use/database";
import { alertPanel } from "../../alert-panel";
import { graph, query, table } from "../../build";
import type { Panel } from "../../panel";
import type { Context } from "./context";
import { of } from "./context";

/**
 * Table of the statements by time spent, without their texts. These may hold what customers wrote: they are looked up
 * in the database, by whoever may.
 */
export const statements = (context: Context): Panel => {
  const spent = sum(select(db.statements.spent, of(context))).by("queryid");
  const mean = max(select(db.statements.mean, of(context))).by("queryid");
  return table("statements", db.statements, {
    description: "By their ids; the link says how to find the text of one.",
    rowLabel: {
      name: "queryid",
      title: "Statement",
      links: [
        {
          title: "How to find its text",
          page: "docs/databases.md#the-text-of-a-statement",
        },
      ],
    },
    queries: [
      query("Time spent", spent),
      query("Executions", divide(spent, where(mean, ">", 0)), "perSecond"),
      query("Mean", mean),
    ],
  });
};

export const cacheHits = (context: Context): Panel =>
  alertPanel(context.alerts.cacheHits, {
    description: `What of it was lost against the day before; 0 below ${floors.blockReads} blocks read per second.`,
    legend: "lost, as alerted",
    beside: [query("found", select(db.cacheHits.ratio, of(context)))],
    width: 12,
  });

export const blockReads = (context: Context): Panel =>
  graph("block-reads", db.cacheHits, {
    title: "Blocks read",
    description: "Per second, of 8 KiB each, from the page cache or the disk.",
    unit: "perSecond",
    width: 12,
    queries: [query("read", select(db.cacheHits.reads, of(context)))],
  });
