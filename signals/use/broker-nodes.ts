import type { Broker } from "../../model/broker";
import type { Vector } from "../../promql/build";
import { arithmetic, clampMax, divide, increase, max, or, select, sum, withLabel } from "../../promql/build";
import { minutes } from "../../units/quantities";
import { rabbitmqNode } from "../contracts/rabbitmq";
import type { Signal } from "../signal";
import { recordAs } from "../signal";
import { node } from "./broker";
import { brokerJobs } from "./broker-jobs";

/** In which unroutable messages are counted: as long as their alert is to stand. */
export const unroutableWindow = minutes(15);

/** What is known of each node, and of the broker as a whole. */
export const nodeSignals = (broker: Broker): Signal[] => [
  memory(broker),
  disk(broker),
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
