import type { Broker } from "../../model/broker";
import { groupsOf } from "../../model/broker";
import type { HttpService } from "../../model/http-service";
import type { AlertRule } from "../alert";
import { whileNotFelt } from "../dependencies";
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
  readonly alarm: Levelled;
  readonly memory: AlertRule;
  readonly disk: AlertRule;
  readonly unroutable: AlertRule;
  readonly absent: Levelled;
  readonly nodeAbsent: AlertRule;
  readonly bindingsAbsent: AlertRule;
}

/** @param dependents services that need it: while one of them pages, this wakes nobody */
export function brokerAlerts(broker: Broker, targets: BrokerTargets, dependents: readonly HttpService[]): BrokerAlerts {
  const [first, ...others] = groupsOf(broker);
  const quieted = ({ drain, consumersGone, stuck }: QueueAlerts): QueueAlerts => ({
    drain: whileNotFelt(drain, dependents),
    consumersGone: whileNotFelt(consumersGone, dependents),
    stuck: whileNotFelt(stuck, dependents),
  });
  return {
    queues: [quieted(queueAlerts(broker, first)), ...others.map((group) => quieted(queueAlerts(broker, group)))],
    queuesMissing: queuesMissing(broker, targets),
    alarm: whileNotFelt(alarm(broker), dependents),
    memory: memory(broker),
    disk: disk(broker),
    unroutable: unroutable(broker),
    absent: whileNotFelt(brokerAbsent(broker, targets), dependents),
    nodeAbsent: nodeAbsent(broker, targets),
    bindingsAbsent: bindingsAbsent(broker, targets),
  };
}

/** All of them, the queues' first. */
export const rulesOfBroker = ({ queues, ...others }: BrokerAlerts): Levelled[] => [
  ...queues.flatMap(({ drain, consumersGone, stuck }) => [drain, consumersGone, stuck]),
  ...Object.values(others),
];
