import type { Broker } from "../model/broker";
import { rabbitmqChannel, rabbitmqNode, rabbitmqQueue } from "../signals/contracts/rabbitmq";
import { brokerJobs } from "../signals/use/broker-jobs";

/** One way to ask the broker's plugin `rabbitmq_prometheus`. */
export interface Reading {
  /** Name of the job as which it is scraped. */
  readonly job: string;
  readonly path: string;
  readonly params: Readonly<Record<string, readonly string[]>>;
  /** The metrics that are kept of the answer. */
  readonly keeps: readonly { readonly name: string }[];
}

const detailed = "/metrics/detailed";

/**
 * How a broker is asked. Every queue of the virtual host with its depth, and nothing else by queue:
 * `/metrics/per-object` has some forty series for each, and takes minutes where there are many. Channels apart: how
 * many there are is not the broker's choice, and a scrape that exceeds its limit must not take the depth along.
 */
export function brokerReadings(broker: Broker): Readonly<Record<"queues" | "channels" | "nodes", Reading>> {
  const { queues, channels, nodes } = brokerJobs(broker);
  return {
    queues: {
      job: queues,
      path: detailed,
      params: { vhost: [broker.vhost], family: ["queue_coarse_metrics", "queue_consumer_count"] },
      keeps: Object.values(rabbitmqQueue),
    },
    channels: {
      job: channels,
      path: detailed,
      params: { family: ["channel_queue_metrics", "channel_queue_exchange_metrics"] },
      keeps: Object.values(rabbitmqChannel),
    },
    nodes: { job: nodes, path: "/metrics", params: {}, keeps: Object.values(rabbitmqNode) },
  };
}
