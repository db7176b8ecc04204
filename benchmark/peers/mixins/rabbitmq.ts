import type { Broker } from "../../../model/broker";
import { nodes } from "../../../scenarios/targets";
import { brokerJobs } from "../../../signals/use/broker-jobs";
import { minutes } from "../../../units/quantities";
import type { PeerRule, Source } from "../peer";
import { promql } from "../peer";

const folder = "observability/prometheus/rules";

export const rabbitmqSource: Source = {
  repository: "https://github.com/rabbitmq/cluster-operator",
  files: [`${folder}/rabbitmq`, `${folder}/rabbitmq-per-object`],
  commit: "06cda8e8e1a927a652dda20a1b169fe7667f4916",
  licence: "MPL-2.0",
};

/** The cluster operator's rules on brokers; without the join that names the cluster, for there is one. */
export const ofBrokers = (brokers: readonly Broker[]): PeerRule[] => brokers.flatMap(ofBroker);

function ofBroker(broker: Broker): PeerRule[] {
  const jobs = brokerJobs(broker);
  const of = `job="${jobs.nodes}"`;
  const queues = `job="${jobs.queues}"`;
  const messages = `rabbitmq_detailed_queue_messages{${queues}}`;
  const rule = (name: string, expr: string, more: Partial<PeerRule> = {}): PeerRule => ({
    name,
    severity: "warning",
    of: broker,
    expr: promql(expr),
    ...more,
  });
  const alarm = (metric: string) => `max(max_over_time(rabbitmq_alarms_${metric}{${of}}[5m]))`;
  const lost = (how: string) => `sum(increase(rabbitmq_global_messages_unroutable_${how}_total{${of}}[5m])) >= 1`;
  const onceFull = { above: 0, keepFiringFor: minutes(5) };
  return [
    rule("MemoryAlarm", alarm("memory_used_watermark"), onceFull),
    rule("RabbitmqDiskAlarm", alarm("free_disk_space_watermark"), onceFull),
    // Asked of StatefulSets, which are not measured here: what answers counts as ready.
    rule("NoMajorityOfNodesReady", `sum(up{${of}}) <= ${nodes.broker} / 2`, { pendingFor: minutes(5) }),
    rule("QueueHasNoConsumers", `((rabbitmq_detailed_queue_consumers{${queues}} == 0) + ${messages}) > 0`, {
      pendingFor: minutes(10),
    }),
    rule("QueueIsGrowing", `avg_over_time(${messages}[10m]) - avg_over_time(${messages}[10m] offset 1m) > 1`, {
      pendingFor: minutes(10),
    }),
    rule(
      "LowDiskWatermarkPredicted",
      `(predict_linear(rabbitmq_disk_space_available_bytes{${of}}[24h], 60 * 60 * 24) < rabbitmq_disk_space_available_limit_bytes{${of}}) and (count_over_time(rabbitmq_disk_space_available_limit_bytes{${of}}[2h] offset 22h) > 0)`,
      { pendingFor: minutes(60) },
    ),
    rule("UnroutableMessages", `${lost("dropped")} or ${lost("returned")}`),
  ];
}
