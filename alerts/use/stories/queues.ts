import type { Broker, Queues } from "../../../model/broker";
import { groupsOf } from "../../../model/broker";
import { queueNamesOf } from "../../../model/queue-names";
import { rabbitmqChannel, rabbitmqQueue } from "../../../signals/contracts/rabbitmq";
import { brokerJobs } from "../../../signals/use/broker-jobs";
import type { Duration } from "../../../units/quantities";
import { seconds } from "../../../units/quantities";
import { another } from "../../stories/another";
import type { InputSeries } from "../../stories/series";
import { shaped } from "../../stories/series";

/** Time that each step of a queue's course takes. */
export const halfMinute = seconds(30);

/** What happens to a queue in half a minute. */
export interface HalfMinute {
  /** Messages that arrive. */
  readonly arrive?: number;
  /** Messages that consumers complete, if there are so many. */
  readonly complete?: number;
  /** Messages that nobody completes and that are gone all the same, for their time is over. */
  readonly expire?: number;
  /** Consumers of the queue. @default 1 */
  readonly consumers?: number;
  /** Messages that its consumers hold at the end of the half minute. @default as many as they may */
  readonly held?: number;
}

/** How many messages a consumer may hold. */
export const prefetch = 10;

/** The same half minute again and again, for so many minutes. */
export const lasting = (minutes: number, what: HalfMinute): HalfMinute[] =>
  Array.from({ length: Math.round(2 * minutes) }, () => what);

/** Name of a queue of a group. @throws if its pattern spells none out */
export function queueOf({ pattern }: Queues): string {
  const [name] = queueNamesOf(pattern);
  if (name === undefined) throw new Error(`no name of a queue can be told from the pattern ${pattern}`);
  return name;
}

/** Another broker with queues of the same names. */
export const anotherBroker = (broker: Broker): Broker => ({ ...broker, name: another(broker.name) });

/**
 * Series of queues that are not meant: one of each other group in the same state, and one of the same name in another
 * virtual host and in another broker.
 */
export const neighboursOf = (
  broker: Broker,
  group: Queues,
  ...story: readonly [readonly HalfMinute[], Duration?]
): InputSeries[] => [
  ...groupsOf(broker)
    .filter((other) => other.name !== group.name)
    .flatMap((other) => queueStory(broker, queueOf(other), ...story)),
  ...queueStory({ ...broker, vhost: `${broker.vhost}elsewhere` }, queueOf(group), ...story),
  ...queueStory(anotherBroker(broker), queueOf(group), ...story),
];

/**
 * The series of one queue, as RabbitMQ would count while all this happens. Its consumers keep one channel each, and so
 * does its publisher.
 *
 * @param every how far apart samples are, in whole half minutes
 */
export function queueStory(
  broker: Broker,
  queue: string,
  story: readonly HalfMinute[],
  every: Duration = halfMinute,
): InputSeries[] {
  const samples = { messages: [0], ready: [0], unacked: [0], consumers: [1], acked: [0], published: [0] };
  let [inQueue, acked, published] = [0, 0, 0];
  for (const { arrive = 0, complete = 0, expire = 0, consumers = 1, held = consumers * prefetch } of story) {
    const completed = consumers > 0 ? Math.min(complete, inQueue + arrive) : 0;
    inQueue += arrive - completed - expire;
    acked += completed;
    published += arrive;
    const unacked = Math.min(inQueue, held);
    samples.messages.push(inQueue);
    samples.ready.push(inQueue - unacked);
    samples.unacked.push(unacked);
    samples.consumers.push(consumers);
    samples.acked.push(acked);
    samples.published.push(published);
  }
  const { queues, channels } = brokerJobs(broker);
  const { vhost } = broker;
  const ofQueue = { job: queues, vhost, queue };
  const ofChannel = { job: channels, vhost, queue };
  const step = every.milliseconds / halfMinute.milliseconds;
  const values = (of: readonly number[]) => of.filter((_, at) => at % step === 0).join(" ");
  const nothing = values(samples.acked.map(() => 0));
  return [
    shaped(rabbitmqQueue.messages, ofQueue, values(samples.messages)),
    shaped(rabbitmqQueue.ready, ofQueue, values(samples.ready)),
    shaped(rabbitmqQueue.unacked, ofQueue, values(samples.unacked)),
    shaped(rabbitmqQueue.consumers, ofQueue, values(samples.consumers)),
    shaped(rabbitmqChannel.acked, ofChannel, values(samples.acked)),
    shaped(rabbitmqChannel.delivered, ofChannel, nothing),
    shaped(rabbitmqChannel.got, ofChannel, nothing),
    shaped(
      rabbitmqChannel.published,
      { job: channels, queue_vhost: vhost, queue, exchange_vhost: vhost },
      values(samples.published),
    ),
  ];
}
