import type { Broker } from "../../model/broker";
import type { BrokerState } from "./brokers";
import type { FaultOf } from "./happening";
import { faultsOf, moved, presenceAt } from "./happening";
import { randomOf } from "./random";
import { rhythmAt } from "./rhythm";
import type { Course } from "./timeline";
import type { World } from "./world";

export interface QueueCourses {
  readonly messages: Course;
  readonly ready: Course;
  readonly unacked: Course;
  readonly consumers: Course;
  /** Messages acknowledged, as counted by the channel of the queue's consumers; NaN while there is none. */
  readonly acked: Course;
  readonly published: Course;
}

/** How a queue is used on a healthy day. */
const usual = {
  /** Messages per second in the busiest hour. */
  published: 1.5,
  consumers: 3,
  /** What its consumers could complete, as a multiple of what arrives in the busiest hour. */
  spare: 4,
  /** Messages that a consumer may hold. */
  prefetch: 10,
} as const;

/** What is in a queue at every moment, played message by message. */
export function queueCourses(
  { name: of }: Broker,
  queue: string,
  { world, state }: { readonly world: World; readonly state: BrokerState },
): QueueCourses {
  const { scenario, seed, timeline } = world;
  const random = randomOf(seed, "queue", of, queue);
  const mine = <Kind extends "queue-publish" | "queue-consume" | "queue-consumers">(kind: Kind) =>
    faultsOf(scenario, kind, of).filter((fault): fault is FaultOf<Kind> => "queue" in fault && fault.queue === queue);
  const publishing = mine("queue-publish");
  const consuming = mine("queue-consume");
  const leaving = mine("queue-consumers");
  const courses = Object.fromEntries(
    (["messages", "ready", "unacked", "consumers", "acked", "published"] as const).map((what) => [
      what,
      new Float64Array(timeline.at.length),
    ]),
  ) as Record<keyof QueueCourses, Float64Array>;
  let [waiting, acked, published] = [0, 0, 0];
  for (const [index, moment] of timeline.at.entries()) {
    const seconds = timeline.since[index] ?? 0;
    const at = (fault: FaultOf<"queue-publish" | "queue-consume" | "queue-consumers">) =>
      presenceAt(fault, world, moment);
    const times = (faults: readonly FaultOf<"queue-publish" | "queue-consume">[]) =>
      faults.reduce((product, fault) => product * moved(1, fault.times, at(fault)), 1);
    const open = state.blocked[index] || !state.reachable[index] ? 0 : 1;
    const arrive = random.poisson(open * usual.published * rhythmAt("customers", moment) * times(publishing) * seconds);
    const consumers = Math.round(
      leaving.reduce<number>((left, fault) => moved(left, fault.left, at(fault)), usual.consumers),
    );
    const could = usual.published * usual.spare * (consumers / usual.consumers) * times(consuming) * seconds;
    const completed = state.reachable[index] ? Math.min(random.poisson(could), waiting + arrive) : 0;
    waiting += arrive - completed;
    acked = consumers > 0 ? acked + completed : 0;
    published += arrive;
    // What consumers work on at any moment is there also where nothing waits.
    const held = Math.min(waiting, consumers * usual.prefetch);
    courses.messages[index] = waiting;
    courses.unacked[index] = held;
    courses.ready[index] = waiting - held;
    courses.consumers[index] = consumers;
    courses.acked[index] = consumers > 0 ? acked : NaN;
    courses.published[index] = published;
  }
  return courses;
}
