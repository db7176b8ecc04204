import { max, select, topk } from "../../promql/build";
import { queue } from "../../signals/use/broker";
import { graph, query, table } from "../build";
import { most, resourceCell, toResource } from "./ranking";

export const queues = table("queues", queue.drain, {
  title: "Queues by time to drain",
  noValue: "Nothing waits",
  rowLabel: { name: "queue_name", title: "Queue" },
  moreLabels: [{ name: "resource", title: "Broker", link: resourceCell }],
  queries: [
    query("Time to drain", topk(most, max(select(queue.drain.time)).by("queue_name", "resource"))),
    query("Waiting", max(select(queue.waiting.count)).by("queue_name", "resource"), queue.waiting.unit),
    query("Unacknowledged", max(select(queue.held.count)).by("queue_name", "resource"), queue.held.unit),
    query("Consumers", max(select(queue.consumers.count)).by("queue_name", "resource"), queue.consumers.unit),
  ],
});

export const draining = graph("drain-over-time", queue.drain, {
  title: "Time to drain",
  width: 24,
  links: [toResource("resource")],
  queries: [query("{{resource}} {{queue_name}}", topk(most, select(queue.drain.time)))],
});
