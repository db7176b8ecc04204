import type { Socket } from "node:net";
import { connect } from "amqplib";

export interface ConsumerProps {
  readonly queue: string;
  /** Messages that it holds at most before it acknowledges. @default 10 */
  readonly prefetch?: number;
  /** @default true */
  readonly acknowledges?: boolean;
}

export interface Consumer {
  /** Messages that came so far. */
  received(): number;
  /** Says goodbye; what it has not acknowledged goes back to the queue. */
  close(): Promise<void>;
  /** Is gone from one moment to the next, as if its process were killed. */
  die(): void;
}

/** A client that takes messages from a queue. @param amqpUrl `RabbitMq.amqpUrl` */
export async function consume(
  amqpUrl: string,
  { queue, prefetch = 10, acknowledges = true }: ConsumerProps,
): Promise<Consumer> {
  const client = await connect(amqpUrl);
  // Its connection breaks when the broker stops, or it dies: no surprise to anybody.
  client.on("error", () => undefined);
  const channel = await client.createChannel();
  channel.on("error", () => undefined);
  await channel.prefetch(prefetch);
  let received = 0;
  await channel.consume(queue, (message) => {
    // Without one the queue was deleted.
    if (!message) return;
    received += 1;
    if (acknowledges) channel.ack(message);
  });
  return {
    received: () => received,
    close: () => client.close(),
    // With an error, or its heartbeat would go on.
    die: () => (client.connection as unknown as { stream: Socket }).stream.destroy(new Error("died")),
  };
}

/** Publishes many messages and waits until the broker has confirmed them all. */
export async function publishMany(
  amqpUrl: string,
  { exchange, routingKey, count }: { readonly exchange: string; readonly routingKey: string; readonly count: number },
): Promise<void> {
  const client = await connect(amqpUrl);
  const channel = await client.createConfirmChannel();
  for (let n = 0; n < count; n += 1) channel.publish(exchange, routingKey, Buffer.from(`message ${n}`));
  await channel.waitForConfirms();
  await client.close();
}

export interface Publisher {
  stop(): Promise<void>;
}

/** A client that publishes, message after message, until it is stopped. It keeps its channel. */
export async function publishSteadily(
  amqpUrl: string,
  {
    exchange,
    routingKey,
    perSecond,
  }: { readonly exchange: string; readonly routingKey: string; readonly perSecond: number },
): Promise<Publisher> {
  const client = await connect(amqpUrl);
  client.on("error", () => undefined);
  const channel = await client.createChannel();
  channel.on("error", () => undefined);
  const timer = setInterval(() => channel.publish(exchange, routingKey, Buffer.from("message")), 1000 / perSecond);
  // Once the broker is gone there is nobody to publish to.
  client.on("close", () => clearInterval(timer));
  return {
    stop: async () => {
      clearInterval(timer);
      await client.close().catch(() => undefined);
    },
  };
}
