import { field } from "../field";

/** Fields of the lines of RabbitMQ, besides those that all lines have. */

export const brokerEvent = field("rabbitmq.event", "keyword", "what the line is about: one of logs/broker/events.ts");
export const brokerProcess = field("rabbitmq.process", "keyword", "the Erlang process that wrote it: `<0.815.0>`");
export const connection = field("rabbitmq.connection", "keyword", "the process of the connection it is about");
export const clientName = field("rabbitmq.client", "keyword", "what the client called its connection");
export const channel = field("rabbitmq.channel", "long", "number of the channel within its connection");
export const vhost = field("rabbitmq.vhost", "keyword", "the virtual host");
export const queue = field("rabbitmq.queue", "keyword", "the queue it is about");
export const exchange = field("rabbitmq.exchange", "keyword", "the exchange it is about");
export const operation = field("rabbitmq.operation", "keyword", "the method of AMQP that was refused: `queue.declare`");
export const alarm = field("rabbitmq.alarm", "keyword", "what ran out: memory, disk or file_descriptor");
export const node = field("rabbitmq.node", "keyword", "the node of the cluster that it is about");
export const domain = field("rabbitmq.domain", "keyword", "the part of the broker, where its lines are JSON");

export const brokerFields = [
  brokerEvent,
  brokerProcess,
  connection,
  clientName,
  channel,
  vhost,
  queue,
  exchange,
  operation,
  alarm,
  node,
  domain,
] as const;
