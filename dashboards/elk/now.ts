import { firesAt } from "../../alerts/levels";
import { max, select, sum } from "../../promql/build";
import { elk } from "../../signals/elk";
import { query, stat } from "../build";
import type { Panel } from "../panel";
import type { Context } from "./context";

export const healthNow = ({ alerts }: Context): Panel =>
  stat("health-now", elk.health, {
    thresholds: firesAt(alerts.red),
    queries: [query("level", select(elk.health.level))],
  });

export const diskNow = ({ alerts }: Context): Panel =>
  stat("disk-now", elk.disk, {
    title: "Fullest disk",
    thresholds: firesAt(alerts.disk),
    queries: [query("used", max(select(elk.disk.used)))],
  });

export const queueNow = ({ alerts }: Context): Panel =>
  stat("queue-now", elk.queue, {
    title: "Fullest queue of Logstash",
    thresholds: firesAt(alerts.queueFull),
    queries: [query("used", max(select(elk.queue.used)))],
  });

export const flowNow: Panel = stat("flow-now", elk.flow, {
  title: "Lines a second",
  queries: [query("received", sum(select(elk.flow.received)))],
});
