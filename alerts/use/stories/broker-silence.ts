import type { Broker, Queues } from "../../../model/broker";
import { groupsOf } from "../../../model/broker";
import { up } from "../../../signals/contracts/prometheus";
import { bindingInfo } from "../../../signals/contracts/rabbitmq-bindings";
import type { Duration } from "../../../units/quantities";
import { minutes, together } from "../../../units/quantities";
import { another } from "../../stories/another";
import type { Stretch } from "../../stories/course";
import { gauge, leadIn } from "../../stories/course";
import type { InputSeries } from "../../stories/series";
import { shaped } from "../../stories/series";
import type { FiringStory, Story } from "../../stories/story";
import type { ScrapeTarget } from "../../target";
import type { BrokerTargets } from "../broker-absent";
import { nodeStory, podOf } from "./nodes";
import { anotherBroker, lasting, queueOf, queueStory } from "./queues";

/** What becomes of a broker from some moment on: what answers no longer, and what is not there. */
interface Silence {
  /** How many nodes answer no longer. @default 0 */
  readonly nodes?: number;
  /** How many nodes no longer answer on their queues, and do on all else. @default none */
  readonly queues?: number;
  readonly channels?: number;
  /** Whether anything is recorded of the broker's nodes. @default of those that answer */
  readonly recorded?: false;
  readonly exporter?: boolean;
  /** Whether bindings are told. @default they are, while the exporter answers */
  readonly bindings?: false;
  readonly missing?: readonly Queues[];
}

export interface BrokerFacts {
  readonly broker: Broker;
  readonly targets: BrokerTargets;
  readonly pendingFor: Duration;
}

/** Number of nodes of the broker that stories tell of. */
export const nodes = 5;

export const tellerOf = ({ broker, targets }: BrokerFacts) => {
  const story = (when: string, look: Duration, silence: Silence): Story => {
    const rest = together(look, minutes(15));
    const lasts = together(leadIn, rest);
    const until = (silent: boolean, value: 0 | "ended" = 0): Stretch[] =>
      silent
        ? [{ for: leadIn, at: 1 }, value === 0 ? { for: rest, at: 0 } : { for: rest, is: value }]
        : [{ for: lasts, at: 1 }];
    const answers = (target: ScrapeTarget, instance: string, silent: boolean) =>
      shaped(up, { ...target, pod: instance, instance }, gauge(until(silent)));
    const plugin = Array.from({ length: nodes }, (_, at) => {
      const pod = podOf(broker, at);
      const gone = at < (silence.nodes ?? 0);
      return [
        answers(targets.nodes, pod, gone),
        answers(targets.queues, pod, gone || at < (silence.queues ?? 0)),
        answers(targets.channels, pod, gone || at < (silence.channels ?? 0)),
        ...(silence.recorded === false ? [] : nodeStory(broker, { at, lasts, ...(gone && { until: leadIn }) })),
      ];
    }).flat();
    const exporterGone = silence.exporter ?? false;
    const length = lasts.milliseconds / minutes(1).milliseconds;
    return {
      when,
      given: [
        ...plugin,
        answers(targets.bindings, "exporter", exporterGone),
        ...(silence.bindings === false
          ? []
          : [
              shaped(
                bindingInfo,
                { job: targets.bindings.job, vhost: broker.vhost },
                gauge(until(exporterGone, "ended")),
              ),
            ]),
        ...neighbours(targets, lasts),
        ...nodeStory(anotherBroker(broker), { lasts }),
        ...groupsOf(broker).flatMap((group) => queueStory(anotherBroker(broker), queueOf(group), lasting(length, {}))),
        ...groupsOf(broker)
          .filter((group) => !silence.missing?.includes(group))
          .flatMap((group) => queueStory(broker, queueOf(group), lasting(length, { arrive: 1, complete: 1 }))),
      ],
      at: together(leadIn, look),
    };
  };
  return {
    quiet: story,
    fires: (when: string, look: Duration, silence: Silence, labels: FiringStory["labels"] = [{}]): FiringStory => ({
      ...story(when, look, silence),
      labels,
    }),
  };
};

/**
 * Jobs and ports that are called otherwise: they do not answer, and are more than all that are meant. An exporter of
 * other bindings knows some.
 */
const neighbours = (targets: BrokerTargets, lasts: Duration): InputSeries[] => [
  ...Object.values(targets).flatMap(({ job, port }: ScrapeTarget) =>
    Array.from({ length: 2 * nodes }, (_, at) => [
      shaped(up, { job, port: another(port), instance: `other-${at}` }, gauge([{ for: lasts, at: 0 }])),
      shaped(up, { job: another(job), port, instance: `other-${at}` }, gauge([{ for: lasts, at: 0 }])),
    ]).flat(),
  ),
  shaped(bindingInfo, { job: another(targets.bindings.job) }, gauge([{ for: lasts, at: 1 }])),
];
