import type { Broker, Queues } from "../../model/broker";
import { groupsOf } from "../../model/broker";
import { ownerOf } from "../../model/dependencies";
import type { HttpService } from "../../model/http-service";
import type { AlertRule } from "../alert";
import { whileNotFelt } from "../dependencies";
import type { Levelled } from "../levels";
import type { BrokerTargets } from "./broker-absent";
import { bindingsAbsent, brokerAbsent, nodeAbsent, queuesMissing } from "./broker-absent";
import { alarm, disk, memory, unroutable } from "./broker-nodes";
import type { Part } from "../part";
import { partOfQueues, whole, wholeOf } from "../part";
import type { QueueAlerts } from "./broker-queues";
import { queueAlerts } from "./broker-queues";

/** The rules of one broker, by what they are about. */
export interface BrokerAlerts {
  /** Rules of each group of queues. */
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

/** The parts of a broker that services tell of: all of it, and each group of its queues. */
export const partsOf = (broker: Broker, dependents: readonly HttpService[]): Part[] => [
  wholeOf(broker, dependents),
  ...groupsOf(broker).map((group) => partOfQueues(broker, group, dependents)),
];

/**
 * All alert rules of one broker.
 * @param dependents services that need it: while one of them pages for it, this wakes nobody
 */
export function brokerAlerts(broker: Broker, targets: BrokerTargets, dependents: readonly HttpService[]): BrokerAlerts {
  const [first, ...others] = groupsOf(broker);
  const quieted = (alert: Levelled) => whileNotFelt(alert, wholeOf(broker, dependents));
  const ofQueues = (group: Queues): QueueAlerts => {
    const { drain, consumersGone, stuck } = queueAlerts(broker, group, ownerOf(broker, group, dependents));
    const part = partOfQueues(broker, group, dependents);
    const whileConsumed = (alert: Levelled) => whileNotFelt(alert, part);
    return { drain: whileConsumed(drain), consumersGone: whileConsumed(consumersGone), stuck: whileConsumed(stuck) };
  };
  return {
    queues: [ofQueues(first), ...others.map(ofQueues)],
    queuesMissing: queuesMissing(broker, targets),
    alarm: quieted(alarm(broker)),
    memory: memory(broker),
    // Nobody feels it before it is too late.
    disk: disk(broker),
    unroutable: unroutable(broker),
    absent: quieted(brokerAbsent(broker, targets)),
    nodeAbsent: nodeAbsent(broker, targets),
    bindingsAbsent: bindingsAbsent(broker, targets),
  };
}

/** The alerts of a broker by the names of its parts. */
export const alertsByPart = (
  broker: Broker,
  { queues, ...others }: BrokerAlerts,
): (readonly [part: string, alerts: readonly Levelled[]])[] => [
  [whole, Object.values(others)],
  ...groupsOf(broker).map(({ name }, at) => [name, Object.values(queues[at] ?? {})] as const),
];

/** All alerts of a broker, the queues' first. */
export const rulesOfBroker = ({ queues, ...others }: BrokerAlerts): Levelled[] => [
  ...queues.flatMap((ofGroup) => Object.values(ofGroup)),
  ...Object.values(others),
];
