import { hours, minutes, percent } from "../../units/quantities";
import { scenario } from "../scenario";

const quotesPileUp = scenario({
  name: "quotes-pile-up",
  title: "Three times as many prices come back, and whoever hands them on takes a third of what it could.",
  family: "queue-growth",
  begins: { weekday: "friday", hour: 16 },
  lasts: hours(3),
  faults: [
    { kind: "queue-publish", of: "rabbitmq", queue: "shop.quotes", times: 3, from: minutes(30), until: minutes(130) },
    { kind: "queue-consume", of: "rabbitmq", queue: "shop.quotes", times: 0.3, from: minutes(30), until: minutes(130) },
  ],
  due: [
    {
      severity: "page",
      of: ["rabbitmq"],
      within: minutes(40),
      because: "a price asked for after some twenty minutes is the first to take the twenty that customers wait",
    },
  ],
});

const progressUnattended = scenario({
  name: "progress-unattended",
  title: "Nobody takes the progress of orders back to the shop.",
  family: "consumers-gone",
  begins: { weekday: "sunday", hour: 18 },
  lasts: hours(2),
  faults: [
    {
      kind: "queue-consumers",
      of: "rabbitmq",
      queue: "shop.order-status",
      left: 0,
      from: minutes(35),
      until: minutes(100),
    },
  ],
  due: [
    {
      severity: "page",
      of: ["rabbitmq"],
      within: minutes(20),
      because: "customers look for their order, and the first has waited for the twenty minutes that they do",
    },
  ],
});

const salesDeserted = scenario({
  name: "sales-deserted",
  title: "One after the other the consumers of what the sales staff is to be told leave, and none comes back.",
  family: "consumers-gone",
  begins: { weekday: "friday", hour: 13 },
  lasts: hours(3.5),
  faults: [
    {
      kind: "queue-consumers",
      of: "rabbitmq",
      queue: "crm.events",
      left: 0,
      from: minutes(20),
      until: minutes(110),
      shape: "ramp",
    },
    { kind: "queue-consumers", of: "rabbitmq", queue: "crm.events", left: 0, from: minutes(110) },
  ],
  due: [
    {
      severity: "ticket",
      of: ["rabbitmq"],
      within: minutes(135),
      because:
        "the last leaves after an hour and a quarter, and an hour later the first has waited as long as it may; what is not handed on this Friday is told on Monday",
    },
  ],
});

const brokerGone = scenario({
  name: "broker-gone",
  title: "The broker answers nobody.",
  family: "broker",
  begins: { weekday: "thursday", hour: 19 },
  lasts: hours(2),
  faults: [{ kind: "broker-unreachable", of: "rabbitmq", from: minutes(45), until: minutes(90) }],
  due: [
    {
      severity: "page",
      of: ["shop-api", "mes-api", "rabbitmq"],
      within: minutes(10),
      because: "no order can be placed in the busiest hour, and no machine reports what it has done",
    },
  ],
});

const streamUnlimited = scenario({
  name: "stream-unlimited",
  title:
    "A stream that nobody reads, tried out without a limit in the evening, fills the disk of the broker by a sixth an hour.",
  family: "broker",
  begins: { weekday: "monday", hour: 22 },
  lasts: hours(4),
  faults: [
    { kind: "broker-disk", of: "rabbitmq", to: percent(92.5), from: minutes(15), until: hours(4), shape: "ramp" },
  ],
  due: [
    {
      severity: "page",
      of: ["rabbitmq"],
      within: minutes(190),
      because:
        "at half past two publishers are blocked, and machines know no night: an hour to wake up, look, and enlarge the volume",
    },
  ],
});

const eventUnknown = scenario({
  name: "event-unknown",
  title: "Since a deploy the production control publishes now and then what no queue is bound for.",
  family: "broker",
  begins: { weekday: "thursday", hour: 9 },
  lasts: hours(3.5),
  faults: [
    { kind: "deploy", of: "mes-api", failing: percent(1), from: minutes(30) },
    { kind: "broker-unroutable", of: "rabbitmq", perSecond: 0.04, from: minutes(33) },
  ],
  due: [
    {
      severity: "ticket",
      of: ["rabbitmq"],
      within: hours(2.5),
      because: "what is dropped does not come back; nobody misses it yet, and whoever deployed is still at it by noon",
    },
  ],
});

export const queues = [quotesPileUp, progressUnattended, salesDeserted, brokerGone, streamUnlimited, eventUnknown];
