import type { Broker } from "../../../model/broker";
import { rabbitmqChannel, rabbitmqQueue } from "../../../signals/contracts/rabbitmq";
import { brokerJobs } from "../../../signals/use/broker-jobs";
import type { InputSeries } from "../../../alerts/stories/series";
import { shaped } from "../../../alerts/stories/series";

/** What happens to a queue in half a minute. */
export interface HalfMinute {
  /** Messages that arrive. */
  readonly arrive?: number;
  /** Messages that consumers complete, if there are so many. */
  readonly complete?: number;
  /** @default 1 */
  readonly consumers?: number;
}

/** How many messages a consumer may hold. */
const prefetch = 10;

/**
 * The series of one queue, as RabbitMQ would count while all this happens, a sample every half minute. Its consumers keep
 * one channel each, and so does its publisher.
 */
export function queueStory(broker: Broker, queue: string, story: readonly HalfMinute[]): InputSeries[] {
  const samples = { messages: [0], ready: [0], unacked: [0], consumers: [1], acked: [0], published: [0] };
  let [inQueue, acked, published] = [0, 0, 0];
  for (const { arrive = 0, complete = 0, consumers = 1 } of story) {
    const completed = consumers > 0 ? Math.min(complete, inQueue + arrive) : 0;
    inQueue += arrive - completed;
    acked += completed;
    published += arrive;
    const held = Math.min(inQueue, consumers * prefetch);
    samples.messages.push(inQueue);
    samples.ready.push(inQueue - held);
    samples.unacked.push(held);
    samples.consumers.push(consumers);
    samples.acked.push(acked);
    samples.published.push(published);
  }
  const { queues, channels } = brokerJobs(broker);
  const { vhost } = broker;
  const ofQueue = { job: queues, vhost, queue };
  const ofChannel = { job: channels, vhost, queue };
  const values = (of: readonly number[]) => of.join(" ");
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

/** The same, half minute after half minute, for so many minutes. */
export const lasting = (minutes: number, what: HalfMinute): HalfMinute[] =>
  Array.from({ length: 2 * minutes }, () => what);
