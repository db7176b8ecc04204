import type { Broker, Queues } from "../../model/broker";
import { longestDrain } from "../../model/broker";
import type { Team } from "../../model/team";
import { atLeast, before, complement, divide, overTime, select } from "../../promql/build";
import type { Metric } from "../../promql/metric";
import { queue } from "../../signals/use/broker";
import { drainShare, queueWindow } from "../../signals/use/broker-queues";
import type { Duration } from "../../units/quantities";
import { asRatio, less, longerOf, minutes, percent, round, together } from "../../units/quantities";
import { durationText, percentText } from "../../units/text";
import type { Severity } from "../alert";
import { evaluationInterval } from "../alert";
import type { Levelled } from "../levels";
import { atStatedLevels, ownedBy, wakingOnlyFor } from "../levels";
import { groupWaits } from "../routing";
import { toldByAbsence } from "./broker-absent";
import { onlyWhere } from "../floor";
import { common } from "./common";
import { consumersGoneStories, drainStories, stuckStories } from "./stories/broker-queues";

/** Floors of the alerts on queues: what has to be, for how long all that waits would take to matter. */
export const floors = {
  /** Messages that have waited all the time: fewer are a pause of their consumer, not its pace. */
  waiting: 10,
  /** Share of what waited before, in five minutes: a queue that loses more is on its way to be empty. */
  shrinks: percent(20),
} as const;

/** The rules of one group of queues: in no state of a queue does more than one of them have a value. */
export type QueueAlerts = Readonly<Record<"drain" | "consumersGone" | "stuck", Levelled>>;

/** The rules of one group of queues. @param owner who can mend it when too little is taken */
export const queueAlerts = (broker: Broker, group: Queues, owner: Team): QueueAlerts => ({
  drain: ownedBy(owner, drain(broker, group)),
  consumersGone: ownedBy(owner, consumersGone(broker, group)),
  stuck: ownedBy(owner, stuck(broker, group)),
});

type PerQueue = Metric<"recorded", "resource" | "queue_name">;

const of = (broker: Broker, { pattern }: Queues, metric: PerQueue) =>
  select(metric, { resource: broker.name, queue_name: { matches: pattern } });

const ofGroup = (broker: Broker, group: Queues, kind: string, suffix: string) => ({
  ...common(broker, kind, `${group.name}-${suffix}`),
  about: `${group.description} ${broker.description}`,
  absent: toldByAbsence,
});

/** Conditions are asked of all queues: which of them are meant, the value says that they are conditions of. */
const ofAll = (broker: Broker, metric: PerQueue) => select(metric, { resource: broker.name });

/** In most of the last minutes: a consumer that ends and begins again every minute is none. */
const attended = (broker: Broker) => atLeast(overTime("avg", ofAll(broker, queue.consumers.count), queueWindow), 0.5);

const waitingAllTheTime = (broker: Broker) => overTime("min", ofAll(broker, queue.waiting.count), queueWindow);

const enough = (broker: Broker) => atLeast(waitingAllTheTime(broker), floors.waiting);

const wholeMinutes = ({ milliseconds }: Duration) => Math.floor(milliseconds / minutes(1).milliseconds);

/** Two rules of one quantity need two titles, and whoever gets both sees which is which. */
const still = (severity: Severity) => (severity === "page" ? "still " : "");

/** It is told from the last minutes: a forecast of hours has to hold longer than one of minutes. */
const heldFor = (level: Duration): Duration => minutes(Math.max(5, Math.floor(wholeMinutes(level) / 4)));

/** A deploy is over before. */
const deploy = minutes(5);

/**
 * With what the value looks back upon, and until it is sent, as long as the level; a short one is told a little late.
 */
const lastsFor = (level: Duration, severity: Severity): Duration =>
  longerOf(deploy, minutes(wholeMinutes(less(level, together(queueWindow, evaluationInterval, groupWaits[severity])))));

/** Consumers are there all the time: that none is, is a task long before a message has waited for too long. */
const goneFor = (level: Duration, severity: Severity): Duration =>
  severity === "page" ? lastsFor(level, severity) : deploy;

/** How long it has been so when the alert begins. */
const soFar = (pendingFor: Duration): string => durationText(together(queueWindow, pendingFor));

function drain(broker: Broker, group: Queues): Levelled {
  const longest = longestDrain(group);
  const least = waitingAllTheTime(broker);
  const mostBefore = overTime("max", before(ofAll(broker, queue.waiting.count), queueWindow), queueWindow);
  const lasts = atLeast(divide(least, mostBefore), 1 - asRatio(floors.shrinks));
  const value = onlyWhere(drainShare(broker, group), enough(broker), lasts, attended(broker));
  const levels = atStatedLevels(group.drainsWithin, (level, severity) => {
    const share = round(level.milliseconds / longest.milliseconds);
    return {
      ...ofGroup(broker, group, "queue-drain", "drain"),
      title: `${broker.name}: ${group.name} are ${severity === "page" ? "not drained in time" : "drained slowly"}`,
      watches: queue.drain,
      unit: "ratio",
      value: value.expr,
      fires: { above: share },
      clears: round(share * 0.8),
      pendingFor: heldFor(level),
      numbers: {
        fires: `${durationText(level)} to drain`,
        within: durationText(level),
        waiting: String(floors.waiting),
        shrinks: percentText(floors.shrinks),
        window: durationText(queueWindow),
      },
      summary: (shareOf, above) =>
        `At the pace of its consumers {{ $labels.queue_name }} needs ${shareOf} of the ${durationText(longest)} within which it must be drained; the alert stands at ${above}.`,
      firstSteps: [
        'More than usual coming in, or less going out? Panel "Published and completed".',
        'Nothing going out at all: its consumers hang. Panel "Messages unacknowledged", then their logs.',
        "Less going out than before: since a deploy? Else what the consumers wait for is slow: their database, another service.",
      ],
      stories: () => drainStories({ broker, group, level, pendingFor: heldFor(level), floors }),
    };
  });
  return wakingOnlyFor(broker.criticality, levels);
}

function consumersGone(broker: Broker, group: Queues): Levelled {
  const value = onlyWhere(of(broker, group, queue.waiting.count), complement(attended(broker)));
  const levels = atStatedLevels(group.drainsWithin, (level, severity) => {
    const pendingFor = goneFor(level, severity);
    return {
      ...ofGroup(broker, group, "queue-consumers-gone", "gone"),
      title: `${broker.name}: ${group.name} ${still(severity)}have no consumer`,
      watches: queue.consumers,
      unit: "messages",
      value: value.expr,
      fires: { above: 0.5 },
      clears: 0.5,
      pendingFor,
      numbers: { within: durationText(level), lasts: soFar(pendingFor), window: durationText(queueWindow) },
      summary: (waiting) =>
        `${waiting} wait in {{ $labels.queue_name }}, which has had no consumer for most of the last ${soFar(pendingFor)}.`,
      firstSteps: [
        "Do the pods that consume it run, and what do they log? They lose their connection when they crash or are refused.",
        "Since a deploy? It may consume another queue now, or none: roll back.",
        `Are they refused? kubectl -n ${broker.namespace} logs <pod of the broker>: credentials, permissions, limits.`,
      ],
      stories: () => consumersGoneStories({ broker, group, pendingFor }),
    };
  });
  return wakingOnlyFor(broker.criticality, levels);
}

/** Where enough wait, the time to drain tells it: without acknowledgements that is as long as can be. */
function stuck(broker: Broker, group: Queues): Levelled {
  const held = overTime("min", of(broker, group, queue.held.count), queueWindow);
  const none = complement(atLeast(ofAll(broker, queue.completed.rate), 1e-6));
  const value = onlyWhere(held, none, complement(enough(broker)));
  const levels = atStatedLevels(group.drainsWithin, (level, severity) => {
    const pendingFor = lastsFor(level, severity);
    return {
      ...ofGroup(broker, group, "queue-stuck", "stuck"),
      title: `${broker.name}: ${group.name} are ${still(severity)}held and not acknowledged`,
      watches: queue.held,
      value: value.expr,
      fires: { above: 0.5 },
      clears: 0.5,
      pendingFor,
      numbers: { within: durationText(level), waiting: String(floors.waiting) },
      summary: (messages) =>
        `Consumers of {{ $labels.queue_name }} have held ${messages} for ${soFar(pendingFor)} and acknowledged none.`,
      firstSteps: [
        "What do the consumers do? Their logs; they wait for an answer, or work on one message that never ends.",
        "Is it normal for messages of this kind to take so long? Then say so: drainsWithin of its queues in system/.",
        "Restart them: what they hold goes back into the queue and is delivered again, also what had been worked on.",
      ],
      stories: () => stuckStories({ broker, group, pendingFor, floors }),
    };
  });
  return wakingOnlyFor(broker.criticality, levels);
}
