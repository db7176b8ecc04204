import { regexProblem } from "../findings/regex";
import type { Duration } from "../units/quantities";
import { minutes } from "../units/quantities";
import type { Criticality } from "./criticality";
import type { AtLeastTicket } from "./levels";
import type { LogFacts } from "./logs";
import { rememberOrigin } from "./origin";
import type { Team } from "./team";

/** Queues of one purpose. */
export interface Queues {
  /** Name of the group, `[a-z0-9-]`: part of the UIDs of its alerts. */
  readonly name: string;
  /** A queue's name, or a regular expression (RE2) that matches the names of several, whole: `mes\\.orders\\..+`. */
  readonly pattern: string;
  /** What waits in them, and who waits for it, in a sentence. */
  readonly description: string;
  /** Longest that it may take to drain them, at the pace of the last minutes; without `page`, more wakes nobody. */
  readonly drainsWithin: AtLeastTicket<Duration>;
}

/** A RabbitMQ broker in Kubernetes, with the plugins `rabbitmq_prometheus` and `rabbitmq_management`. */
export interface Broker {
  readonly kind: "broker";
  /** Name of the broker, `[a-z0-9-]`. */
  readonly name: string;
  /** What goes through it and who suffers when it fails, in a sentence or two. */
  readonly description: string;
  readonly owner: Team;
  readonly criticality: Criticality;
  /** Namespace of its nodes and of the Service before them. */
  readonly namespace: string;
  /** Name of the Service before its nodes, with the ports of docs/rabbitmq.md. */
  readonly service: string;
  /** Name of the StatefulSet of its nodes, which are called after it: `rabbitmq-server-0`. */
  readonly statefulSet: string;
  readonly vhost: string;
  readonly queues: readonly [Queues, ...Queues[]];
  readonly logs: LogFacts;
}

/** States a broker; nothing is checked here: `checkSystem` reports all that is wrong at once. */
export const broker = (facts: Omit<Broker, "kind">): Broker => rememberOrigin({ kind: "broker", ...facts });

/**
 * Groups of a broker's queues, as far as anything can be made of them: a pattern that is none matches none, and so does
 * the group that stands in where there are no queues. Findings tell of both, once; they must not stop the run, nor come
 * again from every query.
 */
export function groupsOf({ queues }: Broker): readonly [Queues, ...Queues[]] {
  const [first, ...others] = queues.map(readable);
  return [first ?? nothing, ...others];
}

const nothing: Queues = {
  name: "none",
  pattern: "",
  description: "",
  drainsWithin: { ticket: minutes(1) },
};

/**
 * Longest that it may take to drain a group of queues: the limit of its page, or of its ticket where nobody is woken.
 */
export const longestDrain = ({ drainsWithin: { ticket, page } }: Queues): Duration => page ?? ticket;

const readable = (queues: Queues): Queues =>
  regexProblem(queues.pattern) === undefined ? queues : { ...queues, pattern: nothing.pattern };
