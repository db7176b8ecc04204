import type { Broker, Queues } from "../../model/broker";
import { groupsOf } from "../../model/broker";
import { consumersOf, ownerOf } from "../../model/dependencies";
import type { HttpService } from "../../model/http-service";
import type { AlertRule } from "../alert";
import { minutes } from "../../units/quantities";
import { whileNotFelt } from "../dependencies";
import type { Levelled } from "../levels";
import type { BrokerTargets } from "./broker-absent";
import { bindingsAbsent, brokerAbsent, nodeAbsent, queuesMissing } from "./broker-absent";
import { alarm, disk, memory, unroutable } from "./broker-nodes";
import { tellersOf } from "../told-by-service";
import type { QueueAlerts } from "./broker-queues";
import { queueAlerts } from "./broker-queues";

/** The rules of one broker, by what they are about. */
export interface BrokerAlerts {
  /** Of each group of queues. */
  readonly queues: readonly [QueueAlerts, ...QueueAlerts[]];
  readonly queuesMissing: AlertRule;
  readonly alarm: Levelled;
  readonly memory: AlertRule;
  readonly disk: Levelled;
  readonly unroutable: AlertRule;
  readonly absent: Levelled;
  readonly nodeAbsent: AlertRule;
  readonly bindingsAbsent: AlertRule;
}

/** What waits has waited for minutes before any of these has a value: half of the time that others have is over. */
const graceOfConsumers = minutes(10);

/** Who tells of the broker; and of each group of its queues whoever takes from it: others need the broker for other things. */
export const tellersOfBroker = (broker: Broker, dependents: readonly HttpService[]): HttpService[][] =>
  [dependents, ...groupsOf(broker).map((group) => consumersOf(group, dependents))].map((services) =>
    tellersOf(broker, services),
  );

/** @param dependents services that need it: while one of them pages for it, this wakes nobody */
export function brokerAlerts(broker: Broker, targets: BrokerTargets, dependents: readonly HttpService[]): BrokerAlerts {
  const [first, ...others] = groupsOf(broker);
  const ofQueues = (group: Queues): QueueAlerts => {
    const { drain, consumersGone, stuck } = queueAlerts(broker, group, ownerOf(broker, group, dependents));
    const whileConsumed = (alert: Levelled) =>
      whileNotFelt(alert, broker, consumersOf(group, dependents), graceOfConsumers);
    return { drain: whileConsumed(drain), consumersGone: whileConsumed(consumersGone), stuck: whileConsumed(stuck) };
  };
  return {
    queues: [ofQueues(first), ...others.map(ofQueues)],
    queuesMissing: queuesMissing(broker, targets),
    alarm: whileNotFelt(alarm(broker), broker, dependents),
    memory: memory(broker),
    // Nobody feels it before it is too late.
    disk: disk(broker),
    unroutable: unroutable(broker),
    absent: whileNotFelt(brokerAbsent(broker, targets), broker, dependents),
    nodeAbsent: nodeAbsent(broker, targets),
    bindingsAbsent: bindingsAbsent(broker, targets),
  };
}

/** All of them, the queues' first. */
export const rulesOfBroker = ({ queues, ...others }: BrokerAlerts): Levelled[] => [
  ...queues.flatMap(({ drain, consumersGone, stuck }) => [drain, consumersGone, stuck]),
  ...Object.values(others),
];
