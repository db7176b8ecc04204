import type { Broker, Queues } from "../../model/broker";
import { groupsOf, longestDrain } from "../../model/broker";
import type { Vector } from "../../promql/build";
import {
  arithmetic,
  clampMin,
  divide,
  joined,
  max,
  or,
  overTime,
  rate,
  relabel,
  rename,
  scale,
  select,
  sum,
  unless,
  where,
  withLabel,
} from "../../promql/build";
import { inSeconds, minutes, round } from "../../units/quantities";
import { rabbitmqChannel, rabbitmqQueue } from "../contracts/rabbitmq";
import { bindingInfo } from "../contracts/rabbitmq-bindings";
import type { Signal } from "../signal";
import { recordAs } from "../signal";
import { queue } from "./broker";
import { brokerJobs } from "./broker-jobs";

/** Window of the rates of queues: ten scrapes. */
export const queueWindow = minutes(5);
/** Bindings hardly change: their exporter may be away for so long before a queue's keys are unknown. */
const bindingsKept = minutes(15);

/** Values of the label `routing_key` that no binding has. */
const routingKeys = { none: "(none)", unknown: "(unknown)" } as const;

/** Regular expression of the names of all queues that the description knows. */
export const patternOf = (broker: Broker): string =>
  groupsOf(broker)
    .map(({ pattern }) => pattern)
    .join("|");

/** The signals of each queue. A rule stands below those whose series it reads. */
export const queueSignals = (broker: Broker): Signal[] => [
  messages(broker),
  { ...queue.waiting, series: [recordAs(queue.waiting.count, ofQueues(broker, rabbitmqQueue.ready))] },
  { ...queue.held, series: [recordAs(queue.held.count, ofQueues(broker, rabbitmqQueue.unacked))] },
  { ...queue.consumers, series: [recordAs(queue.consumers.count, ofQueues(broker, rabbitmqQueue.consumers))] },
  published(broker),
  completed(broker),
  drain(broker),
  undeclared(broker),
];

/** The time to drain each queue, as a share of what is too long. */
export const drainShares = (broker: Broker): Vector<PerQueue> =>
  groupsOf(broker)
    .map((group) => drainShare(broker, group))
    .reduce((all, one) => or(all, one));

/** The time to drain each queue of one group, as a share of what is too long. */
export const drainShare = ({ name }: Broker, group: Queues): Vector<PerQueue> =>
  scale(
    select(queue.drain.time, { resource: name, queue_name: { matches: group.pattern } }),
    round(1 / inSeconds(longestDrain(group))),
  );

const chosen = (broker: Broker, job: string) => ({ job, vhost: broker.vhost, queue: { matches: patternOf(broker) } });

type PerQueue = "resource" | "queue_name";

/** The largest value of each queue, for one that moves to another node is reported by both for a while. */
const ofQueues = (broker: Broker, gauge: typeof rabbitmqQueue.ready) =>
  perQueue(broker, max, select(gauge, chosen(broker, brokerJobs(broker).queues)));

const perQueue = <L extends string>({ name }: Broker, aggregate: typeof max, series: Vector<L | "queue">) =>
  withLabel(aggregate(rename(series, "queue", "queue_name")).by("queue_name"), "resource", name);

/**
 * Depth is known by queue, and keys by binding: each key of a queue gets the queue's number. The default binding, whose
 * key is the queue's own name, counts where there is no other.
 */
function messages(broker: Broker): Signal {
  const jobs = brokerJobs(broker);
  const depth = max(select(rabbitmqQueue.messages, chosen(broker, jobs.queues))).by("queue");
  const bindings = chosen(broker, jobs.bindings);
  const keysOf = (exchange: "" | { not: "" }) =>
    max(overTime("max", select(bindingInfo, { ...bindings, exchange }), bindingsKept)).by("queue", "routing_key");
  const bound = keysOf({ not: "" });
  const keys = or(bound, unless(keysOf(""), bound, ["queue"]));
  // Of fanout and headers exchanges: nobody looks at their keys.
  const named = relabel(keys, "routing_key", "", "routing_key", routingKeys.none);
  const known = joined(named, "*", depth, { on: ["queue"] });
  const unbound = unless(depth, overTime("max", select(bindingInfo, bindings), bindingsKept), ["queue"]);
  const unknown = withLabel(unbound, "routing_key", routingKeys.unknown);
  const all = max(rename(or(known, unknown), "queue", "queue_name")).by("queue_name", "routing_key");
  return { ...queue.messages, series: [recordAs(queue.messages.count, all)] };
}

const waitingIn = ({ name }: Broker) => select(queue.waiting.count, { resource: name });

function published(broker: Broker): Signal {
  const { job, vhost, queue: names } = chosen(broker, brokerJobs(broker).channels);
  const counted = rate(select(rabbitmqChannel.published, { job, queue_vhost: vhost, queue: names }), queueWindow);
  const rates = or(perQueue(broker, sum, counted), scale(waitingIn(broker), 0));
  return { ...queue.published, series: [recordAs(queue.published.rate, rates)] };
}

function completed(broker: Broker): Signal {
  const of = chosen(broker, brokerJobs(broker).channels);
  const { acked, delivered, got } = rabbitmqChannel;
  const rates = [acked, delivered, got]
    .map((counter) => perQueue(broker, sum, rate(select(counter, of), queueWindow)))
    .reduce((all, one) => arithmetic(all, "+", one));
  const withoutConsumers = scale(where(select(queue.consumers.count, { resource: broker.name }), "==", 0), 0);
  return { ...queue.completed, series: [recordAs(queue.completed.rate, or(rates, withoutConsumers))] };
}

/**
 * What waits, over the pace at which it is completed: the wait of whoever comes last (Little's law), also where as much
 * arrives as leaves. That nothing was completed in the window only says that it is less than one in it.
 */
function drain(broker: Broker): Signal {
  const slowest = round(1 / inSeconds(queueWindow));
  const pace = clampMin(select(queue.completed.rate, { resource: broker.name }), slowest);
  const time = or(divide(waitingIn(broker), pace), scale(where(waitingIn(broker), "==", 0), 0));
  return { ...queue.drain, series: [recordAs(queue.drain.time, time)] };
}

function undeclared(broker: Broker): Signal {
  const ofVhost = { job: brokerJobs(broker).queues, vhost: broker.vhost };
  const inQueues = (of: typeof ofVhost & { queue?: { notMatches: string } }) =>
    sum(max(select(rabbitmqQueue.messages, of)).by("queue"));
  const outside = inQueues({ ...ofVhost, queue: { notMatches: patternOf(broker) } });
  const count = or(outside, scale(inQueues(ofVhost), 0));
  return { ...queue.undeclared, series: [recordAs(queue.undeclared.count, withLabel(count, "resource", broker.name))] };
}
