import type { Broker } from "../../../model/broker";
import { rabbitmqNode } from "../../../signals/contracts/rabbitmq";
import { unroutableWindow } from "../../../signals/use/broker-nodes";
import { brokerJobs } from "../../../signals/use/broker-jobs";
import type { Duration } from "../../../units/quantities";
import { minutes, seconds, together } from "../../../units/quantities";
import { gauge, leadIn, suddenly } from "../../stories/course";
import { shaped } from "../../stories/series";
import type { Stories } from "../../stories/story";
import type { NodeStory } from "./nodes";
import { nodeStory, podOf } from "./nodes";
import { anotherBroker } from "./queues";

interface Facts {
  readonly broker: Broker;
  readonly pendingFor: Duration;
}

export function alarmStories({ broker, pendingFor }: Facts): Stories {
  const lasts = together(leadIn, pendingFor, minutes(30));
  const at = together(leadIn, pendingFor, minutes(2));
  const story = (when: string, differs: NodeStory["differs"], of: Broker = broker) => ({
    when,
    given: [...nodeStory(broker, { lasts, at: 1 }), ...nodeStory(of, { lasts, differs: differs ?? {} })],
    at,
  });
  const labels = (alarm: string) => [{ resource: broker.name, alarm }] as const;
  const on = suddenly(0, 1);
  return {
    quiet: [
      story("no node raises one", {}),
      {
        ...story("a node has raised one just now", { memoryAlarm: on }),
        at: together(leadIn, pendingFor, seconds(-30)),
      },
      story("a node of another broker raises one", { memoryAlarm: on, diskAlarm: on }, anotherBroker(broker)),
    ],
    fires: [
      { ...story("one of two nodes has too little memory left", { memoryAlarm: on }), labels: labels("memory") },
      { ...story("one of two nodes has too little disk left", { diskAlarm: on }), labels: labels("disk") },
    ],
  };
}

export function memoryStories({ broker, pendingFor, near }: Facts & { readonly near: number }): Stories {
  const limit = 4;
  const story = (when: string, look: Duration, share: number, alarm: NodeStory["differs"] = {}, of = broker) => {
    const lasts = together(leadIn, look, minutes(5));
    const filling = nodeStory(of, {
      lasts,
      differs: {
        memoryLimit: [{ for: lasts, at: limit }],
        memory: suddenly(limit / 4, limit * share),
        ...alarm,
      },
    });
    return {
      when,
      given: [...nodeStory(broker, { lasts, at: 1 }), ...filling],
      at: together(leadIn, look),
    };
  };
  const due = together(pendingFor, minutes(2));
  const labels = [{ resource: broker.name, instance: podOf(broker, 0) }] as const;
  return {
    quiet: [
      story("a node is a tenth below", due, near / 1.1),
      story("a node is above for less than it may be", together(pendingFor, minutes(-2)), near * 1.1),
      story("the alarm tells it", due, 1.1, { memoryAlarm: suddenly(0, 1) }),
      story("a node of another broker is above", due, near * 1.1, {}, anotherBroker(broker)),
    ],
    fires: [
      { ...story("a node is a tenth above", due, near * 1.1), labels },
      { ...story("a node is above, and another alarm is on", due, near * 1.1, { diskAlarm: suddenly(0, 1) }), labels },
    ],
  };
}

export function unroutableStories({ broker }: Pick<Facts, "broker">): Stories {
  const job = brokerJobs(broker).nodes;
  const counted = (metric: typeof rabbitmqNode.dropped, messages: number, of: string = job) =>
    shaped(metric, { job: of, protocol: "amqp091" }, gauge(suddenly(0, messages)));
  const story = (when: string, look: Duration, dropped: number, returned: number, elsewhere = 0) => ({
    when,
    given: [
      counted(rabbitmqNode.dropped, dropped),
      counted(rabbitmqNode.returned, returned),
      counted(rabbitmqNode.dropped, elsewhere, brokerJobs(anotherBroker(broker)).nodes),
      counted(rabbitmqNode.returned, elsewhere, brokerJobs(anotherBroker(broker)).nodes),
    ],
    at: together(leadIn, look),
  });
  const labels = [{}] as const;
  const almost = together(unroutableWindow, minutes(-1));
  return {
    quiet: [
      story("all messages find a queue", minutes(5), 0, 0),
      story("one was dropped, and none since", together(unroutableWindow, minutes(8)), 1, 0),
      story("one was returned, and none since", together(unroutableWindow, minutes(8)), 0, 1),
      story("those of another broker find none", minutes(5), 0, 0, 5),
    ],
    fires: [
      { ...story("one is dropped", minutes(2), 1, 0), labels },
      { ...story("one was returned as long ago as counts", almost, 0, 1), labels },
      { ...story("one was dropped as long ago as counts", almost, 1, 0), labels },
    ],
  };
}
