import { recorded } from "../../promql/metric";
import type { SignalKind } from "../signal";

const perQueue = ["resource", "queue_name"] as const;
const perNode = ["resource", "instance"] as const;

/** The kinds of signals of queues, with their recorded series. Only the plan's own does not name the broker. */
export const queue = {
  messages: {
    id: "queue-messages",
    title: "Messages in flight",
    method: "saturation",
    unit: "messages",
    absentMeans: "unknown",
    normally: "Near 0 where consumers keep up. A queue has this number once for each of its routing keys: no sums.",
    judgedBy: "queue-drain",
    count: recorded(
      "monitoring:rabbitmq_messages_in_flight:count",
      ["queue_name", "routing_key"],
      "messages of a queue, waiting or unacknowledged",
    ),
  },
  waiting: {
    id: "queue-waiting",
    title: "Messages that wait",
    method: "saturation",
    unit: "messages",
    absentMeans: "unknown",
    normally: "Rises in a burst and falls after it; one that only rises has too few consumers, or none.",
    judgedBy: "queue-drain",
    count: recorded("monitoring:rabbitmq_queue_ready:count", perQueue, "messages of a queue that no consumer has yet"),
  },
  held: {
    id: "queue-unacknowledged",
    title: "Messages unacknowledged",
    method: "saturation",
    unit: "messages",
    absentMeans: "unknown",
    normally: "Up to the prefetch of all consumers, and always moving; a flat line is a consumer that hangs.",
    count: recorded("monitoring:rabbitmq_queue_unacked:count", perQueue, "messages of a queue that consumers hold"),
  },
  consumers: {
    id: "queue-consumers",
    title: "Consumers",
    method: "errors",
    unit: "count",
    absentMeans: "unknown",
    normally: "Constant: as many as pods consume; a step down for minutes is a deploy.",
    count: recorded("monitoring:rabbitmq_queue_consumers:count", perQueue, "consumers of a queue"),
  },
  published: {
    id: "queue-published",
    title: "Published",
    method: "utilisation",
    unit: "perSecond",
    absentMeans: "unknown",
    normally: "Follows the business; what lasts above the completed makes the queue grow.",
    judgedBy: "queue-drain",
    rate: recorded("monitoring:rabbitmq_queue_published:rate5m", perQueue, "messages per second that reach a queue"),
  },
  completed: {
    id: "queue-completed",
    title: "Completed",
    method: "utilisation",
    unit: "perSecond",
    absentMeans: "unknown",
    normally: "Equal to the published: what consumers acknowledge, or need not.",
    judgedBy: "queue-drain",
    rate: recorded("monitoring:rabbitmq_queue_completed:rate5m", perQueue, "messages per second that leave for good"),
  },
  drain: {
    id: "queue-drain",
    title: "Time to drain",
    method: "saturation",
    unit: "seconds",
    absentMeans: "unknown",
    normally: "Seconds: how long a message that arrives now will wait, at the pace of the last minutes.",
    time: recorded(
      "monitoring:rabbitmq_queue_drain:seconds",
      perQueue,
      "time that consumers need for all that waits, at their pace",
    ),
  },
  undeclared: {
    id: "queue-undeclared",
    title: "Messages in queues that nobody described",
    method: "saturation",
    unit: "messages",
    absentMeans: "unknown",
    normally: "0: a queue that matters is described, with how long whoever waits for it can wait.",
    noAlert: "nobody said how long its messages may wait",
    count: recorded(
      "monitoring:rabbitmq_undeclared_messages:count",
      ["resource"],
      "messages in queues that no pattern of the description matches",
    ),
  },
} as const satisfies Record<string, SignalKind & Record<string, unknown>>;

/** The kinds of signals of the broker's nodes, with their recorded series. `instance` is the pod. */
export const node = {
  memory: {
    id: "broker-memory",
    title: "Memory of the limit",
    method: "utilisation",
    unit: "ratio",
    absentMeans: "unknown",
    normally: "Below 80 %; at 100 % of the limit, the watermark and not the pod's, every publisher is blocked.",
    ratio: recorded("monitoring:rabbitmq_memory:ratio", perNode, "memory in use, of the limit of a node"),
  },
  disk: {
    id: "broker-disk",
    title: "Disk",
    method: "utilisation",
    unit: "bytes",
    absentMeans: "unknown",
    normally: "Steady: messages that are consumed leave the disk again; at 0 every publisher is blocked.",
    judgedBy: "broker-disk-left",
    free: recorded("monitoring:rabbitmq_disk_free:bytes", perNode, "free disk space above the limit of a node"),
    reserved: recorded(
      "monitoring:rabbitmq_disk_reserved:ratio",
      perNode,
      "share of the free disk space that is the limit's, 1 when publishers are blocked",
    ),
  },
  diskLeft: {
    id: "broker-disk-left",
    title: "Time until the disk is full",
    method: "utilisation",
    unit: "seconds",
    absentMeans: "unknown",
    normally: "Two days, as far as it looks ahead; less while free space shrinks without a pause.",
    ticket: recorded(
      "monitoring:rabbitmq_disk_time_left:seconds",
      perNode,
      "time until a node's disk reaches its limit",
    ),
    page: recorded(
      "monitoring:rabbitmq_disk_time_left_soon:seconds",
      perNode,
      "the same, told from the last hours alone",
    ),
  },
  alarm: {
    id: "broker-alarm",
    title: "Alarms",
    method: "errors",
    unit: "count",
    absentMeans: "unknown",
    normally: "0; at 1 RabbitMQ blocks whoever publishes, on all nodes, until there is room again.",
    active: recorded("monitoring:rabbitmq_alarm:count", ["resource", "alarm"], "1 while an alarm of some node is on"),
  },
  unroutable: {
    id: "broker-unroutable",
    title: "Unroutable messages",
    method: "errors",
    unit: "messages",
    absentMeans: "unknown",
    normally: "None: what is dropped is lost, what is returned was at least told to its publisher.",
    increase: recorded(
      "monitoring:rabbitmq_unroutable:increase15m",
      ["resource", "fate"],
      "messages of 15 minutes for which no queue was bound",
    ),
  },
  answers: {
    id: "broker-answers",
    title: "Nodes that answer",
    method: "errors",
    unit: "ratio",
    absentMeans: "broken",
    normally: "100 %; at 0 % nobody counts, and most likely nobody publishes or consumes either.",
  },
} as const satisfies Record<string, SignalKind & Record<string, unknown>>;
