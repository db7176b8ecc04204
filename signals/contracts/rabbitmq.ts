import { scrapeInterval } from "../../environments/scrape";
import { counter, gauge } from "../../promql/metric";
import type { MetricContract } from "./contract";
import { podLabels } from "./target";

/**
 * What the plugin `rabbitmq_prometheus` emits, on the paths and with the families of `exporters/rabbitmq.ts`. Every
 * name and label is that of 3.10.8, which the tests run, and the source of the 4.x series has all of them alike. What
 * only one of the two has is of no use here: `queue_delivery_metrics`, or the alarm for file descriptors.
 */
const queueLabels = [...podLabels, "vhost", "queue"] as const;

/** Metrics of each queue, from the path `/metrics/detailed`. */
export const rabbitmqQueue = {
  messages: gauge("rabbitmq_detailed_queue_messages", queueLabels, "messages in a queue, waiting or unacknowledged"),
  ready: gauge("rabbitmq_detailed_queue_messages_ready", queueLabels, "messages that wait for a consumer"),
  unacked: gauge("rabbitmq_detailed_queue_messages_unacked", queueLabels, "messages that a consumer holds"),
  consumers: gauge("rabbitmq_detailed_queue_consumers", queueLabels, "consumers of a queue"),
} as const;

const ofChannel = [...podLabels, "channel", "vhost", "queue"] as const;

/** Metrics of each channel, from the path `/metrics/detailed`: a channel's series end with it. */
export const rabbitmqChannel = {
  acked: counter("rabbitmq_detailed_channel_messages_acked_total", ofChannel, "messages acknowledged"),
  delivered: counter(
    "rabbitmq_detailed_channel_messages_delivered_total",
    ofChannel,
    "messages delivered that need no acknowledgement",
  ),
  got: counter("rabbitmq_detailed_channel_get_total", ofChannel, "messages fetched that need no acknowledgement"),
  published: counter(
    "rabbitmq_detailed_queue_messages_published_total",
    [...podLabels, "channel", "queue_vhost", "queue", "exchange_vhost", "exchange"],
    "messages published into a queue",
  ),
} as const;

const protocol = [...podLabels, "protocol"] as const;

/** Metrics of each node, from the path `/metrics`, where queues, channels and connections are sums. */
export const rabbitmqNode = {
  memoryAlarm: gauge("rabbitmq_alarms_memory_used_watermark", podLabels, "1 while memory is above the limit"),
  diskAlarm: gauge(
    "rabbitmq_alarms_free_disk_space_watermark",
    podLabels,
    "1 while free disk space is below the limit",
  ),
  memory: gauge("rabbitmq_process_resident_memory_bytes", podLabels, "memory in use"),
  memoryLimit: gauge("rabbitmq_resident_memory_limit_bytes", podLabels, "memory at which publishers are blocked"),
  diskFree: gauge("rabbitmq_disk_space_available_bytes", podLabels, "free disk space"),
  diskLimit: gauge(
    "rabbitmq_disk_space_available_limit_bytes",
    podLabels,
    "free space at which publishers are blocked",
  ),
  dropped: counter(
    "rabbitmq_global_messages_unroutable_dropped_total",
    protocol,
    "messages that no queue was bound for, and that are lost",
  ),
  returned: counter(
    "rabbitmq_global_messages_unroutable_returned_total",
    protocol,
    "messages that no queue was bound for, and that their publisher got back",
  ),
} as const;

export const rabbitmqMetrics: MetricContract = {
  exporter: "rabbitmq_prometheus",
  version: "RabbitMQ 3.10.8",
  scrapedEvery: scrapeInterval,
  metrics: [...Object.values(rabbitmqQueue), ...Object.values(rabbitmqChannel), ...Object.values(rabbitmqNode)],
};
