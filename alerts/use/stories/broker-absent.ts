import type { Broker, Queues } from "../../../model/broker";
import { groupsOf } from "../../../model/broker";
import { up } from "../../../signals/contracts/prometheus";
import { bindingInfo } from "../../../signals/contracts/rabbitmq-bindings";
import type { Duration } from "../../../units/quantities";
import { milliseconds, minutes, together } from "../../../units/quantities";
import { another } from "../../stories/another";
import type { Stretch } from "../../stories/course";
import { gauge } from "../../stories/course";
import type { InputSeries } from "../../stories/series";
import { shaped } from "../../stories/series";
import type { FiringStory, Stories, Story } from "../../stories/story";
import type { ScrapeTarget } from "../../target";
import type { BrokerTargets } from "../broker-absent";
import { nodeStory, podOf } from "./nodes";
import { anotherBroker, lasting, queueOf, queueStory } from "./queues";

/** As long as nothing happens. */
const well = minutes(20);

/** Of a broker, from some moment on: what answers no longer, and what is not there. */
interface Silence {
  /** How many nodes. @default 0 */
  readonly nodes?: number;
  /** How many of their answers on queues alone. @default none */
  readonly queues?: number;
  readonly channels?: number;
  /** Whether anything is recorded of its nodes. @default of those that answer */
  readonly recorded?: false;
  readonly exporter?: boolean;
  /** Whether bindings are told. @default they are, while the exporter answers */
  readonly bindings?: false;
  readonly missing?: readonly Queues[];
}

interface Facts {
  readonly broker: Broker;
  readonly targets: BrokerTargets;
  readonly pendingFor: Duration;
}

const nodes = 5;

const without = (one: Duration, other: Duration): Duration => milliseconds(one.milliseconds - other.milliseconds);

/** Tells of a broker with five nodes. */
const tellerOf = ({ broker, targets }: Facts) => {
  const story = (when: string, look: Duration, silence: Silence): Story => {
    const rest = together(look, minutes(15));
    const until = (silent: boolean, value: 0 | "ended" = 0): Stretch[] =>
      silent
        ? [{ for: well, at: 1 }, value === 0 ? { for: rest, at: 0 } : { for: rest, is: value }]
        : [{ for: together(well, rest), at: 1 }];
    const answers = (target: ScrapeTarget, instance: string, silent: boolean) =>
      shaped(up, { ...target, pod: instance, instance }, gauge(until(silent)));
    const plugin = Array.from({ length: nodes }, (_, at) => {
      const pod = podOf(broker, at);
      const gone = at < (silence.nodes ?? 0);
      return [
        answers(targets.nodes, pod, gone),
        answers(targets.queues, pod, gone || at < (silence.queues ?? 0)),
        answers(targets.channels, pod, gone || at < (silence.channels ?? 0)),
        ...(silence.recorded === false
          ? []
          : nodeStory(broker, { at, lasts: together(well, rest), ...(gone && { until: well }) })),
      ];
    }).flat();
    const exporterGone = silence.exporter ?? false;
    const length = together(well, rest).milliseconds / minutes(1).milliseconds;
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
        ...neighbours(targets, together(well, rest)),
        ...nodeStory(anotherBroker(broker), { lasts: together(well, rest) }),
        ...groupsOf(broker).flatMap((group) => queueStory(anotherBroker(broker), queueOf(group), lasting(length, {}))),
        ...groupsOf(broker)
          .filter((group) => !silence.missing?.includes(group))
          .flatMap((group) => queueStory(broker, queueOf(group), lasting(length, { arrive: 1, complete: 1 }))),
      ],
      at: together(well, look),
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

/** Jobs and ports that are called otherwise: they do not answer, and are more than all that are meant. An exporter of other bindings knows some. */
const neighbours = (targets: BrokerTargets, lasts: Duration): InputSeries[] => [
  ...Object.values(targets).flatMap(({ job, port }: ScrapeTarget) =>
    Array.from({ length: 2 * nodes }, (_, at) => [
      shaped(up, { job, port: another(port), instance: `other-${at}` }, gauge([{ for: lasts, at: 0 }])),
      shaped(up, { job: another(job), port, instance: `other-${at}` }, gauge([{ for: lasts, at: 0 }])),
    ]).flat(),
  ),
  shaped(bindingInfo, { job: another(targets.bindings.job) }, gauge([{ for: lasts, at: 1 }])),
];

export function brokerAbsentStories(facts: Facts): Stories {
  const { quiet, fires } = tellerOf(facts);
  const due = together(facts.pendingFor, minutes(2));
  return {
    quiet: [
      quiet("two of five nodes are away", due, { nodes: 2 }),
      quiet("it has not answered for as long as is waited", together(facts.pendingFor, minutes(-1)), { nodes }),
      quiet("its channels cannot be asked for, and its exporter is gone", due, { channels: nodes, exporter: true }),
    ],
    fires: [
      fires("three of five nodes are away", due, { nodes: 3 }),
      fires("no node tells of its queues", due, { queues: nodes }),
      fires("it answers, and nothing is recorded of it", due, { recorded: false }),
    ],
  };
}

export function nodeAbsentStories(facts: Facts): Stories {
  const { quiet, fires } = tellerOf(facts);
  const due = together(facts.pendingFor, minutes(2));
  return {
    quiet: [
      quiet("all nodes answer, and its exporter is gone", due, { exporter: true }),
      quiet("a node restarts", together(facts.pendingFor, minutes(-1)), { nodes: 1 }),
      quiet("most are away, which is told as a whole", due, { nodes: 3 }),
      quiet("nothing is recorded of it, which is told as a whole", due, { nodes: 1, recorded: false }),
    ],
    fires: [
      fires("one of five nodes is away", due, { nodes: 1 }),
      fires("one does not tell of its queues", due, { queues: 1 }),
      fires("none tells of its channels", due, { channels: nodes }),
    ],
  };
}

export function bindingsAbsentStories(facts: Facts): Stories {
  const { quiet, fires } = tellerOf(facts);
  const due = together(facts.pendingFor, minutes(2));
  const labels = [{ exporter: "bindings" }] as const;
  return {
    quiet: [
      quiet("it answers, and a node does not", due, { nodes: 1 }),
      quiet("it restarts", together(facts.pendingFor, minutes(-1)), { exporter: true }),
      quiet("the broker is gone, which is told as a whole", due, { nodes, exporter: true }),
      quiet("nothing is recorded of the broker, which is told as a whole", due, { recorded: false, exporter: true }),
    ],
    fires: [
      fires("it cannot be scraped", due, { exporter: true }, labels),
      fires("it answers and knows no binding", due, { bindings: false }, labels),
    ],
  };
}

export function queuesMissingStories(facts: Facts): Stories {
  const { quiet, fires } = tellerOf(facts);
  const due = together(facts.pendingFor, minutes(2));
  const groups = groupsOf(facts.broker);
  return {
    quiet: [
      quiet("there is a queue of each pattern", due, {}),
      quiet("there is none, and the broker does not answer", due, { nodes, missing: groups }),
      // They were missing from the beginning.
      quiet("there has been none for less long than is waited", without(facts.pendingFor, together(well, minutes(2))), {
        missing: groups,
      }),
    ],
    fires: groups.map((group) =>
      fires(`there is none of ${group.name}`, due, { missing: [group] }, [{ queues: group.name }]),
    ) as [FiringStory, ...FiringStory[]],
  };
}
