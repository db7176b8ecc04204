import { max, select, topk } from "../../../promql/build";
import { rabbitmqQueue } from "../../../signals/contracts/rabbitmq";
import { queue } from "../../../signals/use/broker";
import { brokerJobs } from "../../../signals/use/broker-jobs";
import { patternOf } from "../../../signals/use/broker-queues";
import { alertPanel } from "../../alert-panel";
import { graph, query } from "../../build";
import type { Panel } from "../../panel";
import type { Context } from "./context";

const third = { width: 8, height: 6 };

export const absent = ({ alerts }: Context): Panel =>
  alertPanel(alerts.absent, {
    description: "Those that tell of themselves and of their queues. 0 % also where nothing is recorded of it.",
    legend: "answer",
    ...third,
  });

export const nodeAbsent = ({ alerts }: Context): Panel =>
  alertPanel(alerts.nodeAbsent, {
    title: "Nodes that answer all questions",
    description:
      "Of themselves, of queues, and of channels, without which nobody knows how fast queues are drained. Nothing while the broker as a whole does not answer.",
    legend: "answer",
    noValue: "None answers",
    ...third,
  });

export const bindingsAbsent = ({ alerts }: Context): Panel =>
  alertPanel(alerts.bindingsAbsent, {
    title: "Exporter of the bindings",
    description: "Without it routing keys are unknown, and nothing else. Nothing while the broker does not answer.",
    legend: "{{exporter}}",
    noValue: "The broker does not answer",
    ...third,
  });

const wide = { width: 12, height: 6 };

export const queuesMissing = ({ alerts }: Context): Panel =>
  alertPanel(alerts.queuesMissing, {
    title: "Queues that exist",
    description: "By the groups of the description. At 0 a pattern matches none.",
    legend: "{{queues}}",
    ...wide,
  });

/** More are no list. */
const most = 10;

export const undeclared = ({ broker }: Context): Panel => {
  const { vhost } = broker;
  const outside = { job: brokerJobs(broker).queues, vhost, queue: { notMatches: patternOf(broker) } };
  return graph("undeclared", queue.undeclared, {
    title: "In queues that nobody described",
    description: `The ${most} fullest, and all of them together.`,
    noValue: "No such queue",
    ...wide,
    queries: [
      query("all", select(queue.undeclared.count, { resource: broker.name })),
      query("{{queue}}", topk(most, max(select(rabbitmqQueue.messages, outside)).by("queue"))),
    ],
  });
};
