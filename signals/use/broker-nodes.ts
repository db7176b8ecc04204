import type { Broker } from "../../model/broker";
import type { Levels } from "../../model/levels";
import type { Vector } from "../../promql/build";
import { arithmetic, clampMax, clampMin, divide, increase, max, or, select, sum, withLabel } from "../../promql/build";
import type { Duration } from "../../units/quantities";
import { days, hours, minutes } from "../../units/quantities";
import { rabbitmqNode } from "../contracts/rabbitmq";
import type { Signal } from "../signal";
import { recordAs } from "../signal";
import type { Stretches } from "../time-left";
import { fall, lasting, timeLeft } from "../time-left";
import { node } from "./broker";
import { brokerJobs } from "./broker-jobs";

/** Window in which unroutable messages are counted: as long as their alert is to stand. */
export const unroutableWindow = minutes(15);

/** Stretches of time from which a forecast is made, and how far ahead. */
export interface Filling extends Stretches {
  readonly horizon: Duration;
}

/**
 * How a disk that fills up is told from one that breathes: over a working night for a ticket, for a page while there is
 * hardly time left.
 */
export const filling: Levels<Filling> = {
  ticket: { now: hours(1), since: hours(6), horizon: days(2) },
  page: { now: minutes(30), since: hours(2), horizon: hours(12) },
};

/** The signals of each node, and of the broker as a whole. A rule stands below those whose series it reads. */
export const nodeSignals = (broker: Broker): Signal[] => [
  memory(broker),
  disk(broker),
  diskLeft(broker),
  alarm(broker),
  unroutable(broker),
];

const at = (broker: Broker) => ({ job: brokerJobs(broker).nodes });
const of = <L extends string>({ name }: Broker, value: Vector<L>) => withLabel(value, "resource", name);

const perNode = (broker: Broker, gauge: typeof rabbitmqNode.memory) =>
  of(broker, max(select(gauge, at(broker))).by("instance"));

function memory(broker: Broker): Signal {
  const ratio = divide(perNode(broker, rabbitmqNode.memory), perNode(broker, rabbitmqNode.memoryLimit));
  return { ...node.memory, series: [recordAs(node.memory.ratio, ratio)] };
}

function disk(broker: Broker): Signal {
  const free = perNode(broker, rabbitmqNode.diskFree);
  const limit = perNode(broker, rabbitmqNode.diskLimit);
  return {
    ...node.disk,
    series: [
      recordAs(node.disk.free, arithmetic(free, "-", limit)),
      recordAs(node.disk.reserved, clampMax(divide(limit, free), 1)),
    ],
  };
}

type PerNode = "resource" | "instance";

function diskLeft({ name }: Broker): Signal {
  const free = select(node.disk.free, { resource: name });
  const left = ({ horizon, ...stretches }: Filling) =>
    timeLeft<PerNode>(clampMin(free, 0), lasting<PerNode>(fall, free, stretches, ["resource", "instance"]), horizon);
  const { ticket, page } = node.diskLeft;
  return { ...node.diskLeft, series: [recordAs(ticket, left(filling.ticket)), recordAs(page, left(filling.page))] };
}

function alarm(broker: Broker): Signal {
  const memoryAlarm = withLabel(max(select(rabbitmqNode.memoryAlarm, at(broker))), "alarm", "memory");
  const diskAlarm = withLabel(max(select(rabbitmqNode.diskAlarm, at(broker))), "alarm", "disk");
  return { ...node.alarm, series: [recordAs(node.alarm.active, of(broker, or(memoryAlarm, diskAlarm)))] };
}

function unroutable(broker: Broker): Signal {
  const lost = (counter: typeof rabbitmqNode.dropped, fate: string) =>
    withLabel(sum(increase(select(counter, at(broker)), unroutableWindow)), "fate", fate);
  const both = or(lost(rabbitmqNode.dropped, "dropped"), lost(rabbitmqNode.returned, "returned"));
  return { ...node.unroutable, series: [recordAs(node.unroutable.increase, of(broker, both))] };
}
