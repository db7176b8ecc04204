import type { Broker } from "../../model/broker";
import { groupsOf } from "../../model/broker";
import type { AlertRule } from "../alert";
import type { Levelled } from "../levels";
import type { BrokerTargets } from "./broker-absent";
import { bindingsAbsent, brokerAbsent, nodeAbsent, queuesMissing } from "./broker-absent";
import { alarm, disk, memory, unroutable } from "./broker-nodes";
import type { QueueAlerts } from "./broker-queues";
import { queueAlerts } from "./broker-queues";

/** The rules of one broker, by what they are about. */
export interface BrokerAlerts {
  /** Of each group of queues. */
  readonly queues: readonly [QueueAlerts, ...QueueAlerts[]];
  readonly queuesMissing: AlertRule;
  readonly alarm: AlertRule;
  readonly memory: AlertRule;
  readonly disk: AlertRule;
  readonly unroutable: AlertRule;
  readonly absent: AlertRule;
  readonly nodeAbsent: AlertRule;
  readonly bindingsAbsent: AlertRule;
}

export function brokerAlerts(broker: Broker, targets: BrokerTargets): BrokerAlerts {
  const [first, ...others] = groupsOf(broker);
  return {
    queues: [queueAlerts(broker, first), ...others.map((group) => queueAlerts(broker, group))],
    queuesMissing: queuesMissing(broker, targets),
    alarm: alarm(broker),
    memory: memory(broker),
    disk: disk(broker),
    unroutable: unroutable(broker),
    absent: brokerAbsent(broker, targets),
    nodeAbsent: nodeAbsent(broker, targets),
    bindingsAbsent: bindingsAbsent(broker, targets),
  };
}

/** All of them, the queues' first. */
export const rulesOfBroker = ({ queues, ...others }: BrokerAlerts): Levelled[] => [
  ...queues.flatMap(({ drain, consumersGone, stuck }) => [drain, consumersGone, stuck]),
  ...Object.values(others),
];
