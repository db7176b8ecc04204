import type { Broker } from "../../model/broker";
import type { Levels } from "../../model/levels";
import { complement, joined, max, scale, select, sum } from "../../promql/build";
import { node } from "../../signals/use/broker";
import { filling, unroutableWindow } from "../../signals/use/broker-nodes";
import type { Duration } from "../../units/quantities";
import { asRatio, days, inSeconds, minutes, percent, seconds } from "../../units/quantities";
import { durationText } from "../../units/text";
import type { AlertRule } from "../alert";
import type { Levelled } from "../levels";
import { atLevels, symptom, wakingOnlyFor } from "../levels";
import { toldByAbsence } from "./broker-absent";
import { common } from "./common";
import { diskStories } from "./stories/broker-disk";
import { alarmStories, memoryStories, unroutableStories } from "./stories/broker-nodes";

const nearLimit = percent(85);
/** A working day is left; and time to look and to enlarge the volume, for whoever is woken. */
const diskWithin: Levels<Duration> = { ticket: days(1), page: minutes(90) };
const diskWaits: Levels<Duration> = { ticket: minutes(30), page: minutes(10) };

const alarmWaits = minutes(1);
const memoryWaits = minutes(15);

const active = ({ name }: Broker, alarm: "memory" | "disk") =>
  max(select(node.alarm.active, { resource: name, alarm })).by("resource");

export function alarm(broker: Broker): AlertRule {
  const { name, namespace } = broker;
  return {
    ...common(broker, "broker-alarm", "alarm"),
    title: `${name}: publishers are blocked`,
    severity: symptom(broker),
    watches: node.alarm,
    value: select(node.alarm.active, { resource: name }).expr,
    fires: { above: 0.5 },
    clears: 0.5,
    pendingFor: alarmWaits,
    absent: toldByAbsence,
    summary: () =>
      `A node of ${name} has too little {{ $labels.alarm }} left: whoever publishes is blocked, on all nodes, until there is room.`,
    firstSteps: [
      'What fills it? Panels "Messages that wait" and "Messages unacknowledged"; then table "Queues".',
      "Consumers gone or hanging? Bring them back: what they take makes room.",
      `None of that: kubectl -n ${namespace} exec <pod> -- rabbitmq-diagnostics memory_breakdown, or df -h for the disk.`,
    ],
    stories: () => alarmStories({ broker, pendingFor: alarmWaits }),
  };
}

/** Alert on a node that is close to its memory limit. Silent once the alarm is on, which its own rule tells. */
export function memory(broker: Broker): AlertRule {
  const { name, namespace } = broker;
  const quiet = complement(active(broker, "memory"));
  return {
    ...common(broker, "broker-memory", "memory"),
    title: `${name}: is close to its memory limit`,
    severity: "ticket",
    watches: node.memory,
    value: joined(select(node.memory.ratio, { resource: name }), "*", quiet, { on: ["resource"] }).expr,
    fires: { above: asRatio(nearLimit) },
    clears: 0.8,
    pendingFor: memoryWaits,
    absent: toldByAbsence,
    summary: (value, above) =>
      `{{ $labels.instance }} uses ${value} of the memory at which it blocks whoever publishes; the alert stands at ${above}.`,
    firstSteps: [
      'Messages that pile up? Panels "Messages that wait" and "Messages unacknowledged".',
      `Connections or channels that pile up? kubectl -n ${namespace} exec <pod> -- rabbitmq-diagnostics memory_breakdown`,
      "Neither: it has outgrown its pod. The limit is a share of the pod's memory: vm_memory_high_watermark.",
    ],
    stories: () => memoryStories({ broker, pendingFor: memoryWaits, near: asRatio(nearLimit) }),
  };
}

export function disk(broker: Broker): Levelled {
  const { name, criticality } = broker;
  const levels = atLevels(diskWithin, (within, severity) => {
    const { now, since, horizon } = filling[severity];
    const left = select(node.diskLeft[severity], { resource: name });
    // When it is full the alarm tells. Who was woken before stays so until there is room.
    const told = scale(active(broker, "disk"), inSeconds(horizon));
    return {
      ...common(broker, "broker-disk", "disk"),
      title: `${name}: its disk will be full within ${durationText(within)}`,
      watches: node.diskLeft,
      value: (severity === "page" ? left : joined(left, "+", told, { on: ["resource"] })).expr,
      fires: { below: inSeconds(within) },
      clears: 1.5 * inSeconds(within),
      pendingFor: diskWaits[severity],
      absent: toldByAbsence,
      numbers: { recent: durationText(now), since: durationText(since) },
      summary: (value) =>
        `At its pace of the last ${durationText(since)} the disk of {{ $labels.instance }} reaches its limit in ${value}, and then whoever publishes is blocked; the alert stands at ${durationText(within)}.`,
      firstSteps: [
        'Messages that pile up, in queues that are described or others? Table "Queues", row "Exporter".',
        "Anything else on that disk? Logs, crash dumps: du -xh /var/lib/rabbitmq /var/log/rabbitmq",
        "Neither: give the volume more room before it is full.",
      ],
      stories: () => diskStories({ broker, pendingFor: diskWaits[severity], within, severity }),
    };
  });
  return wakingOnlyFor(criticality, levels);
}

export function unroutable(broker: Broker): AlertRule {
  const { name } = broker;
  return {
    ...common(broker, "broker-unroutable", "unroutable"),
    title: `${name}: messages reach no queue`,
    severity: "ticket",
    watches: node.unroutable,
    value: sum(select(node.unroutable.increase, { resource: name })).expr,
    fires: { above: 0.5 },
    clears: 0.5,
    pendingFor: seconds(0),
    absent: toldByAbsence,
    numbers: { window: durationText(unroutableWindow) },
    summary: (value) =>
      `${value} were published to ${name} in the last ${durationText(unroutableWindow)} for which no queue was bound; unless they are returned they are lost.`,
    firstSteps: [
      'Dropped or returned? Panel "Unroutable messages". Returned ones are in the log of their publisher.',
      "Since a deploy? A publisher uses a new routing key or exchange before anybody bound a queue to it.",
      "Not known who publishes them: an alternate exchange with a queue catches them, and shows.",
    ],
    stories: () => unroutableStories({ broker }),
  };
}
