import { and, count, max, or, scale, select, sum, where } from "../../../promql/build";
import { node, queue } from "../../../signals/use/broker";
import { drainShares } from "../../../signals/use/broker-queues";
import { firesAt } from "../../../alerts/levels";
import { query, stat, table } from "../../build";
import type { Panel } from "../../panel";
import type { Context } from "./context";
import { inFlight, ofQueues, onlyThisQueue } from "./context";

const noValue = "No queues";

export const inFlightNow = (context: Context): Panel =>
  stat("in-flight-now", queue.messages, {
    description: "Waiting and unacknowledged, in all queues that are described.",
    noValue,
    queries: [query("messages", sum(max(inFlight(context, queue.messages.count).all).by("queue_name")))],
  });

export const slowestNow = ({ broker }: Context): Panel =>
  stat("slowest-now", queue.drain, {
    title: "Slowest queue",
    description: "Of the time within which it must be drained, which is its own: 100 % is too long.",
    unit: "ratio",
    noValue,
    thresholds: [{ above: 1 }],
    queries: [query("of what is allowed", max(drainShares(broker)))],
  });

export const unattendedNow = (context: Context): Panel => {
  const waiting = ofQueues(context, queue.waiting.count);
  const unattended = and(where(waiting, ">", 0), where(ofQueues(context, queue.consumers.count), "==", 0), [
    "queue_name",
  ]);
  return stat("unattended-now", queue.consumers, {
    title: "Queues without consumer",
    description: "Among those in which something waits.",
    noValue,
    thresholds: [{ above: 0.5 }],
    queries: [query("queues", or(count(unattended), scale(count(waiting), 0)))],
  });
};

export const alarmsNow = ({ broker, alerts }: Context): Panel =>
  stat("alarms-now", node.alarm, {
    noValue: "Unknown",
    thresholds: firesAt(alerts.alarm),
    queries: [query("alarms", sum(select(node.alarm.active, { resource: broker.name })))],
  });

export const queues = (context: Context): Panel => {
  const column = (
    kind: { readonly title: string },
    metric: Parameters<typeof ofQueues>[1],
    unit: "seconds" | "messages" | "count" | "perSecond",
  ) => query(kind.title, max(ofQueues(context, metric)).by("queue_name"), unit);
  return table("queues", queue.drain, {
    title: "Queues",
    description: "Those that are described. A click on a name shows that queue alone.",
    noValue,
    rowLabel: { name: "queue_name", title: "Queue", links: [onlyThisQueue(context, "value")] },
    queries: [
      column(queue.drain, queue.drain.time, "seconds"),
      column(queue.waiting, queue.waiting.count, "messages"),
      column(queue.held, queue.held.count, "messages"),
      column(queue.consumers, queue.consumers.count, "count"),
      column(queue.published, queue.published.rate, "perSecond"),
      column(queue.completed, queue.completed.rate, "perSecond"),
    ],
  });
};
