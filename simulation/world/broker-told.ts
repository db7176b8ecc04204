import type { Broker } from "../../model/broker";
import { gibibytes } from "../../units/quantities";
import { bindingInfo } from "../../signals/contracts/rabbitmq-bindings";
import { rabbitmqChannel, rabbitmqNode, rabbitmqQueue } from "../../signals/contracts/rabbitmq";
import { brokerJobs } from "../../signals/use/broker-jobs";
import type { BrokerState } from "./brokers";
import { brokerState } from "./brokers";
import { faultsOf, presence } from "./happening";
import type { QueueCourses } from "./queues";
import { queueCourses, queuesOf } from "./queues";
import { countedBy } from "./scraping";
import type { Course } from "./timeline";
import { always } from "./timeline";
import type { Told, World } from "./world";
import { told } from "./world";

/** Of each of its nodes. */
export const brokerNode = {
  memoryLimit: gibibytes(1.6).bytes,
  disk: gibibytes(40).bytes,
  diskLimit: gibibytes(2).bytes,
} as const;

/** What the nodes of a broker, and its bindings' exporter, say. */
export function brokerTold(broker: Broker, world: World): Told[] {
  const state = brokerState(broker, world);
  const jobs = brokerJobs(broker);
  const of = (job: string) => world.targets.filter((target) => target.job === job);
  return [
    ...of(jobs.nodes).flatMap((target, at) => nodeTold(broker, target, { world, state, first: at === 0 })),
    ...queuesOf(broker).flatMap((queue, at) => {
      const courses = queueCourses(broker, queue, { world, state });
      // Each queue lives on one node, and is told by it alone.
      const on = <T>(nodes: readonly T[]) => nodes.slice(at % nodes.length, (at % nodes.length) + 1);
      return [
        ...on(of(jobs.queues)).flatMap((target) => depthTold(broker, queue, target, courses)),
        ...on(of(jobs.channels)).flatMap((target) => channelsTold(broker, queue, target, courses)),
        ...of(jobs.bindings).flatMap((target) =>
          ["", "events"].map((exchange) =>
            told(
              bindingInfo,
              target,
              { vhost: broker.vhost, exchange, queue, routing_key: queue, properties_key: queue },
              () => always(world.timeline, 1),
            ),
          ),
        ),
      ];
    }),
  ];
}

type Target = World["targets"][number];

/** Faults hit the first node: an alarm of one blocks all. */
function nodeTold(
  { name }: Broker,
  target: Target,
  { world, state, first }: { readonly world: World; readonly state: BrokerState; readonly first: boolean },
): Told[] {
  const { timeline, scenario } = world;
  const memory = first ? state.memory : state.memory.map((share) => Math.min(share, 0.36));
  const disk = first ? state.disk : state.disk.map((share) => Math.min(share, 0.3));
  const full = (share: Course) => () => share.map((used) => (used >= 1 ? 1 : 0));
  const lost = faultsOf(scenario, "broker-unroutable", name);
  const unroutable = () =>
    countedBy(target, world, (index, seconds) => {
      const since = (timeline.at[index] ?? 0) - timeline.begins;
      const perSecond = lost.reduce((sum, fault) => sum + fault.perSecond * presence(fault, scenario, since), 0);
      return first ? Math.round(perSecond * seconds) : 0;
    });
  return [
    told(rabbitmqNode.memoryAlarm, target, {}, full(memory)),
    told(rabbitmqNode.diskAlarm, target, {}, full(disk)),
    told(rabbitmqNode.memory, target, {}, () => memory.map((share) => share * brokerNode.memoryLimit)),
    told(rabbitmqNode.memoryLimit, target, {}, () => always(timeline, brokerNode.memoryLimit)),
    told(rabbitmqNode.diskFree, target, {}, () =>
      disk.map((share) => brokerNode.diskLimit + (1 - share) * (brokerNode.disk - brokerNode.diskLimit)),
    ),
    told(rabbitmqNode.diskLimit, target, {}, () => always(timeline, brokerNode.diskLimit)),
    told(rabbitmqNode.dropped, target, { protocol: "amqp091" }, unroutable),
    told(rabbitmqNode.returned, target, { protocol: "amqp091" }, () => always(timeline, 0)),
  ];
}

const depthTold = ({ vhost }: Broker, queue: string, target: Target, of: QueueCourses): Told[] =>
  (["messages", "ready", "unacked", "consumers"] as const).map((what) =>
    told(rabbitmqQueue[what], target, { vhost, queue }, () => of[what]),
  );

/** Of one channel of consumers and one of publishers. With the last consumer its channel is gone, and its counters with it. */
function channelsTold({ vhost }: Broker, queue: string, target: Target, of: QueueCourses): Told[] {
  const consuming = { channel: `${queue}/consumer`, vhost, queue };
  const none = () => of.acked.map((acked) => acked * 0);
  return [
    told(rabbitmqChannel.acked, target, consuming, () => of.acked),
    told(rabbitmqChannel.delivered, target, consuming, none),
    told(rabbitmqChannel.got, target, consuming, none),
    told(
      rabbitmqChannel.published,
      target,
      { channel: `${queue}/publisher`, queue_vhost: vhost, queue, exchange_vhost: vhost, exchange: "events" },
      () => of.published,
    ),
  ];
}
