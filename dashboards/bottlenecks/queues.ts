import { and, max, select, topk } from "../../promql/build";
import type { Metric } from "../../promql/metric";
import { queue } from "../../signals/use/broker";
import { graph, query, table } from "../build";
import { most, resourceCell, toResource } from "./ranking";

const per = ["queue_name", "resource"] as const;

const slowest = topk(most, max(select(queue.drain.time)).by(...per));

/** A column of the same rows: the queues that drain slowest. */
const ofThese = <L extends string>(count: Metric<"recorded", L | (typeof per)[number]>) =>
  and(max(select(count)).by(...per), slowest, per);

export const queues = table("queues", queue.drain, {
  title: "Queues by time to drain",
  noValue: "Nothing waits",
  rowLabel: { name: "queue_name", title: "Queue" },
  moreLabels: [{ name: "resource", title: "Broker", links: [resourceCell] }],
  queries: [
    query("Time to drain", slowest),
    query("Waiting", ofThese(queue.waiting.count), queue.waiting.unit),
    query("Unacknowledged", ofThese(queue.held.count), queue.held.unit),
    query("Consumers", ofThese(queue.consumers.count), queue.consumers.unit),
  ],
});

export const draining = graph("drain-over-time", queue.drain, {
  title: "Time to drain",
  width: 24,
  links: [toResource("resource")],
  queries: [query("{{resource}} {{queue_name}}", topk(most, select(queue.drain.time)))],
});
