import type { Broker } from "../../../model/broker";
import { nodes } from "../../../scenarios/targets";
import { brokerJobs } from "../../../signals/use/broker-jobs";
import { hours, minutes } from "../../../units/quantities";
import type { PeerRule, PublishedSeverity } from "../peer";
import { promql } from "../peer";

/**
 * Published rules on RabbitMQ: those for its own plugin, asked of the metrics of single queues, and those for kbudde's
 * exporter that say more. How old the first message of a queue is, is not measured here.
 */
export const ofBrokers = (brokers: readonly Broker[]): PeerRule[] => brokers.flatMap(ofBroker);

function ofBroker(broker: Broker): PeerRule[] {
  const jobs = brokerJobs(broker);
  const of = `job="${jobs.nodes}"`;
  const queue = (metric: string) => `sum(rabbitmq_detailed_queue_${metric}{job="${jobs.queues}"}) by (queue)`;
  const lost = (how: string) => `increase(rabbitmq_global_messages_unroutable_${how}_total{${of}}[5m]) > 3`;
  const rule = (name: string, severity: PublishedSeverity, expr: string, pendingFor = minutes(0)): PeerRule => ({
    name,
    severity,
    of: broker,
    expr: promql(expr),
    pendingFor,
  });
  return [
    rule("RabbitMQ node down", "critical", `sum(up{${of}}) < ${nodes.broker}`, minutes(1)),
    rule("RabbitMQ memory alarm active", "critical", `rabbitmq_alarms_memory_used_watermark{${of}} > 0`, minutes(1)),
    rule(
      "RabbitMQ memory high",
      "warning",
      `rabbitmq_process_resident_memory_bytes{${of}} / rabbitmq_resident_memory_limit_bytes{${of}} * 100 > 90`,
      minutes(2),
    ),
    rule(
      "RabbitMQ disk space alarm active",
      "critical",
      `rabbitmq_alarms_free_disk_space_watermark{${of}} > 0`,
      minutes(1),
    ),
    rule(
      "RabbitMQ predicted low disk watermark",
      "warning",
      `predict_linear(rabbitmq_disk_space_available_bytes{${of}}[24h], 24 * 3600) < rabbitmq_disk_space_available_limit_bytes{${of}}`,
      hours(1),
    ),
    rule("RabbitMQ too many ready messages", "warning", `${queue("messages_ready")} > 1000`, minutes(1)),
    rule("RabbitMQ too many unack messages", "warning", `${queue("messages_unacked")} > 1000`, minutes(1)),
    rule("RabbitMQ no queue consumer", "warning", `${queue("consumers")} < 1`, minutes(1)),
    rule("RabbitMQ no consumer", "critical", `${queue("consumers")} == 0`, minutes(5)),
    rule("RabbitMQ unroutable messages", "warning", `${lost("returned")} or ${lost("dropped")}`, minutes(2)),
  ];
}
