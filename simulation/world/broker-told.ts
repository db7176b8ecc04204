import type { Broker } from "../../model/broker";
import { queuesOf } from "../../scenarios/known";
import type { Target } from "../../scenarios/targets";
import { gibibytes } from "../../units/quantities";
import { bindingInfo } from "../../signals/contracts/rabbitmq-bindings";
import { rabbitmqChannel, rabbitmqNode, rabbitmqQueue } from "../../signals/contracts/rabbitmq";
import { brokerJobs } from "../../signals/use/broker-jobs";
import type { BrokerState } from "./brokers";
import { brokerState } from "./brokers";
import { faultsOf, presenceAt } from "./happening";
import type { QueueCourses } from "./queues";
import { queueCourses } from "./queues";
import { countedBy } from "./scraping";
import type { Course } from "./timeline";
import { always } from "./timeline";
import type { ExposedSeries, World } from "./world";
import { exposed } from "./world";

/** Memory limit, disk and disk limit of each node of a broker, in bytes. */
export const brokerNode = {
  memoryLimit: gibibytes(1.6).bytes,
  disk: gibibytes(40).bytes,
  diskLimit: gibibytes(2).bytes,
} as const;

/** Series of the nodes of a broker and of its bindings' exporter. */
export function brokerTold(broker: Broker, world: World): ExposedSeries[] {
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
            exposed(
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

/** Faults hit the first node: an alarm of one blocks all. */
function nodeTold(
  { name }: Broker,
  target: Target,
  { world, state, first }: { readonly world: World; readonly state: BrokerState; readonly first: boolean },
): ExposedSeries[] {
  const { timeline, scenario } = world;
  const memory = first ? state.memory : state.memory.map((share) => Math.min(share, 0.36));
  const disk = first ? state.disk : state.disk.map((share) => Math.min(share, 0.3));
  const full = (share: Course) => () => share.map((used) => (used >= 1 ? 1 : 0));
  const lost = faultsOf(scenario, "broker-unroutable", name);
  const unroutable = () =>
    countedBy(target, world, (index, seconds) => {
      const moment = timeline.at[index] ?? 0;
      const perSecond = lost.reduce((sum, fault) => sum + fault.perSecond * presenceAt(fault, world, moment), 0);
      return first ? Math.round(perSecond * seconds) : 0;
    });
  return [
    exposed(rabbitmqNode.memoryAlarm, target, {}, full(memory)),
    exposed(rabbitmqNode.diskAlarm, target, {}, full(disk)),
    exposed(rabbitmqNode.memory, target, {}, () => memory.map((share) => share * brokerNode.memoryLimit)),
    exposed(rabbitmqNode.memoryLimit, target, {}, () => always(timeline, brokerNode.memoryLimit)),
    exposed(rabbitmqNode.diskFree, target, {}, () =>
      disk.map((share) => brokerNode.diskLimit + (1 - share) * (brokerNode.disk - brokerNode.diskLimit)),
    ),
    exposed(rabbitmqNode.diskLimit, target, {}, () => always(timeline, brokerNode.diskLimit)),
    exposed(rabbitmqNode.dropped, target, { protocol: "amqp091" }, unroutable),
    exposed(rabbitmqNode.returned, target, { protocol: "amqp091" }, () => always(timeline, 0)),
  ];
}

const depthTold = ({ vhost }: Broker, queue: string, target: Target, of: QueueCourses): ExposedSeries[] =>
  (["messages", "ready", "unacked", "consumers"] as const).map((what) =>
    exposed(rabbitmqQueue[what], target, { vhost, queue }, () => of[what]),
  );

/**
 * Of one channel of consumers and one of publishers. With the last consumer its channel is gone, and its counters with
 * it.
 */
function channelsTold({ vhost }: Broker, queue: string, target: Target, of: QueueCourses): ExposedSeries[] {
  const consuming = { channel: `${queue}/consumer`, vhost, queue };
  const none = () => of.acked.map((acked) => acked * 0);
  return [
    exposed(rabbitmqChannel.acked, target, consuming, () => of.acked),
    exposed(rabbitmqChannel.delivered, target, consuming, none),
    exposed(rabbitmqChannel.got, target, consuming, none),
    exposed(
      rabbitmqChannel.published,
      target,
      { channel: `${queue}/publisher`, queue_vhost: vhost, queue, exchange_vhost: vhost, exchange: "events" },
      () => of.published,
    ),
  ];
}
