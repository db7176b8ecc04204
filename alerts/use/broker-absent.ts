import type { Broker } from "../../model/broker";
import { groupsOf } from "../../model/broker";
import type { Vector } from "../../promql/build";
import {
  atLeast,
  avg,
  constant,
  count,
  or,
  scaleBy,
  select,
  smallerOf,
  unless,
  where,
  withLabel,
} from "../../promql/build";
import { up } from "../../signals/contracts/prometheus";
import { bindingInfo } from "../../signals/contracts/rabbitmq-bindings";
import { node, queue } from "../../signals/use/broker";
import { minutes } from "../../units/quantities";
import { durationText } from "../../units/text";
import type { AlertRule } from "../alert";
import { symptom } from "../levels";
import type { ScrapeTarget } from "../target";
import { common } from "./common";
import { exporterAbsent } from "./exporter";
import {
  bindingsAbsentStories,
  brokerAbsentStories,
  nodeAbsentStories,
  queuesMissingStories,
} from "./stories/broker-absent";

/** Scrape targets of a broker. */
export interface BrokerTargets {
  readonly nodes: ScrapeTarget;
  readonly queues: ScrapeTarget;
  readonly channels: ScrapeTarget;
  readonly bindings: ScrapeTarget;
}

/** What missing data means to the other alerts on a broker, and why: they take it for health. */
export const toldByAbsence = {
  means: "healthy",
  because: "that nobody counts, or that the broker is gone, is one alert's to tell and not every queue's",
} as const;

/** Of the nodes of a broker, the share that answers a question; 0 where nobody is asked. */
const share = (target: ScrapeTarget): Vector<never> => or(avg(select(up, { ...target })), constant(0));

/**
 * The share of the nodes that tell of themselves and of their queues, and 0 where nothing is recorded of them. One node
 * of three may be away: its queues move.
 */
function answering({ name }: Broker, { nodes, queues }: BrokerTargets): Vector<never> {
  const recorded = or(count(select(node.memory.ratio, { resource: name })), constant(0));
  return scaleBy(smallerOf(share(nodes), share(queues)), atLeast(recorded, 1));
}

const fewerThan = 0.5;

/** What would follow from the broker being gone, and is told by that. */
const whileItAnswers = <L extends string>(value: Vector<L>, broker: Broker, targets: BrokerTargets): Vector<L> =>
  unless(value, where(answering(broker, targets), "<", fewerThan), []);

export function brokerAbsent(broker: Broker, targets: BrokerTargets): AlertRule {
  const { name, namespace, service } = broker;
  const pendingFor = minutes(5);
  return {
    ...common(broker, "broker-absent", "absent"),
    title: `${name}: does not answer`,
    severity: symptom(broker),
    watches: node.answers,
    value: answering(broker, targets).expr,
    fires: { below: fewerThan },
    clears: fewerThan,
    pendingFor,
    summary: (value) =>
      `For ${durationText(pendingFor)} or longer ${value} of the nodes of ${name} have told of themselves and their queues: it is down, or nobody would see if it were.`,
    firstSteps: [
      `Do its pods run and are they ready? kubectl -n ${namespace} get pods; kubectl -n ${namespace} get endpoints ${service}`,
      `Do they say why not? kubectl -n ${namespace} logs <pod>; rabbitmq-diagnostics status`,
      "They run: which error has Prometheus on its page Targets? A limit of samples, or the plugin is off: docs/rabbitmq.md.",
    ],
    stories: () => brokerAbsentStories({ broker, targets, pendingFor }),
  };
}

/**
 * Alert on a node that does not answer, as long as most do: a node that is away is felt by few, and one that answers in
 * part blinds the alerts on queues.
 */
export function nodeAbsent(broker: Broker, targets: BrokerTargets): AlertRule {
  const { name, namespace, service } = broker;
  const answers = smallerOf(smallerOf(share(targets.nodes), share(targets.queues)), share(targets.channels));
  const pendingFor = minutes(10);
  return {
    ...common(broker, "broker-node-absent", "node"),
    title: `${name}: a node does not answer`,
    severity: "ticket",
    watches: node.answers,
    value: whileItAnswers(answers, broker, targets).expr,
    fires: { below: 0.99 },
    clears: 0.99,
    pendingFor,
    absent: toldByAbsence,
    summary: (value, below) =>
      `Only ${value} of the nodes of ${name} have answered all questions for ${durationText(pendingFor)}: one is away, or one question fails everywhere; the alert stands at ${below}.`,
    firstSteps: [
      "Which node, and which question? Prometheus, page Targets, its jobs, column Error.",
      `A node: why does its pod not run? kubectl -n ${namespace} get pods; kubectl -n ${namespace} get endpoints ${service}; kubectl -n ${namespace} describe pod <pod>`,
      "The channels of all nodes: more of them than a scrape may have. Who opens so many? rabbitmqctl list_connections user channels",
    ],
    stories: () => nodeAbsentStories({ broker, targets, pendingFor }),
  };
}

/** Alert on the exporter of a broker's bindings. Silent while the broker is gone, for nobody can ask it then. */
export const bindingsAbsent = (broker: Broker, targets: BrokerTargets): AlertRule => {
  const { bindings } = targets;
  const measures = select(bindingInfo, { job: bindings.job });
  const rule = exporterAbsent(broker, [{ exporter: "bindings", target: bindings, measures }]);
  return {
    ...rule,
    value: whileItAnswers({ expr: rule.value }, broker, targets).expr,
    absent: toldByAbsence,
    stories: () => bindingsAbsentStories({ broker, targets, pendingFor: rule.pendingFor }),
  };
};

/** Alert on a pattern that matches no queue: misspelled, or the queue is gone, and no other rule would say a word. */
export function queuesMissing(broker: Broker, targets: BrokerTargets): AlertRule {
  const found = groupsOf(broker)
    .map(({ name, pattern }) => {
      const these = select(queue.waiting.count, { resource: broker.name, queue_name: { matches: pattern } });
      return withLabel(or(count(these), constant(0)), "queues", name);
    })
    .reduce((all, one) => or(all, one));
  // Queues that end with their last consumer come back with the next.
  const pendingFor = minutes(30);
  return {
    ...common(broker, "queue-missing", "missing"),
    title: `${broker.name}: queues that are described do not exist`,
    severity: "ticket",
    watches: queue.messages,
    unit: "count",
    value: whileItAnswers(found, broker, targets).expr,
    fires: { below: 0.5 },
    clears: 0.5,
    pendingFor,
    absent: toldByAbsence,
    summary: () =>
      `${broker.name} has no queue that matches the pattern of {{ $labels.queues }}: nothing watches what should be in it.`,
    firstSteps: [
      `Which queues are there? kubectl -n ${broker.namespace} exec <pod> -- rabbitmqctl -p ${broker.vhost} list_queues name`,
      'Renamed, or in another virtual host? Then change system/: panel "In queues that nobody described".',
      "Deleted? Whoever declares it does so when it starts: restart it, and see who deleted it.",
    ],
    stories: () => queuesMissingStories({ broker, targets, pendingFor }),
  };
}
