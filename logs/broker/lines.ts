import type { Filter } from "../filter";
import { is } from "../filter";
import type { BrokerEvent } from "./events";
import { brokerEvent } from "./fields";

const about = (event: BrokerEvent): Filter => is(brokerEvent, event);

/** Filters of which lines of RabbitMQ tell of what: for panels, searches and alerts alike. */
export const brokerLines = {
  /** An alarm was set: memory or disk ran out, and publishers are blocked until it clears. */
  alarms: about("alarm-set"),
  alarmsCleared: about("alarm-cleared"),
  /** What was measured, and how much is allowed. */
  watermarks: about("watermark"),
  failedLogins: about("failed-login"),
  /** Connections that broke, or never came about. */
  brokenConnections: about("connection-error"),
  /** The broker refused what a client asked for. */
  channelErrors: about("channel-error"),
  crashes: about("crash"),
  /** The lines of a crash in the text format after its first. */
  continuations: about("continuation"),
  /** Nodes no longer see each other: queues may be in two states. */
  partitions: about("partition"),
  consumerTimeouts: about("consumer-timeout"),
} as const satisfies Readonly<Record<string, Filter>>;
