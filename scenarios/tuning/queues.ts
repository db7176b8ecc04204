import { hours, minutes, percent } from "../../units/quantities";
import { scenario } from "../scenario";

const ordersPileUp = scenario({
  name: "orders-pile-up",
  title: "Whoever takes orders into production takes a tenth of what it could.",
  family: "queue-growth",
  begins: { weekday: "tuesday", hour: 17 },
  lasts: hours(3),
  faults: [
    { kind: "queue-consume", of: "rabbitmq", queue: "mes.orders", times: 0.1, from: minutes(30), until: minutes(120) },
  ],
  due: [
    {
      severity: "page",
      of: ["rabbitmq"],
      within: minutes(35),
      because: "an order placed after seventeen minutes is the first to wait for the twenty that machines can",
    },
  ],
});

const ordersUnattended = scenario({
  name: "orders-unattended",
  title: "Nobody takes orders into production any more.",
  family: "consumers-gone",
  begins: { weekday: "thursday", hour: 12 },
  lasts: hours(2),
  faults: [
    { kind: "queue-consumers", of: "rabbitmq", queue: "mes.orders", left: 0, from: minutes(25), until: minutes(90) },
  ],
  due: [
    {
      severity: "page",
      of: ["rabbitmq"],
      within: minutes(20),
      because: "the first order has waited for the twenty minutes that machines can wait, and nobody will ever take it",
    },
  ],
});

const publishersBlocked = scenario({
  name: "publishers-blocked",
  title: "The broker's memory is at its limit: whoever publishes waits, and gives up.",
  family: "broker",
  begins: { weekday: "wednesday", hour: 18 },
  lasts: hours(2.5),
  faults: [{ kind: "broker-memory", of: "rabbitmq", to: percent(102), from: minutes(40), until: minutes(100) }],
  due: [
    {
      severity: "page",
      of: ["shop-api", "mes-api", "rabbitmq"],
      within: minutes(10),
      because: "no order can be placed in the busiest hour, and no machine reports what it has done",
    },
  ],
});

const brokerDiskFills = scenario({
  name: "broker-disk-fills",
  title: "The disk of the broker fills by a sixteenth an hour.",
  family: "broker",
  begins: { weekday: "monday", hour: 7 },
  lasts: hours(8),
  faults: [{ kind: "broker-disk", of: "rabbitmq", to: percent(88), from: hours(-1), until: hours(8), shape: "ramp" }],
  due: [
    {
      severity: "ticket",
      of: ["rabbitmq"],
      within: hours(7),
      because: "nearly three hours, of a working day, before publishers are blocked: enough to enlarge the volume",
    },
  ],
});

const brokerDiskCreeps = scenario({
  name: "broker-disk-creeps",
  title: "The disk of the broker fills by a fourteenth an hour, on a night after which nobody comes to work.",
  family: "broker",
  begins: { weekday: "saturday", hour: 20 },
  lasts: hours(9.5),
  faults: [
    { kind: "broker-disk", of: "rabbitmq", to: percent(96.5), from: hours(0), until: hours(9.5), shape: "ramp" },
  ],
  due: [
    {
      severity: "page",
      of: ["rabbitmq"],
      within: hours(9),
      because:
        "at six on Sunday publishers are blocked, and no ticket is read before Monday: an hour to enlarge the volume",
    },
  ],
});

const eventsMisaddressed = scenario({
  name: "events-misaddressed",
  title: "A deploy misspells a routing key: most of what the sales staff is to be told reaches no queue.",
  family: "broker",
  begins: { weekday: "tuesday", hour: 10 },
  lasts: hours(3),
  faults: [
    { kind: "broker-unroutable", of: "rabbitmq", perSecond: 0.7, from: minutes(30), until: minutes(150) },
    { kind: "queue-publish", of: "rabbitmq", queue: "crm.events", times: 0.3, from: minutes(30), until: minutes(150) },
  ],
  due: [
    {
      severity: "ticket",
      of: ["rabbitmq"],
      within: hours(1),
      because: "what is dropped does not come back; the sales staff may wait an hour for it, and then has to be told",
    },
  ],
});

const salesUnattended = scenario({
  name: "sales-unattended",
  title: "Nobody takes what the sales staff is to be told.",
  family: "consumers-gone",
  begins: { weekday: "tuesday", hour: 9 },
  lasts: hours(3),
  faults: [
    { kind: "queue-consumers", of: "rabbitmq", queue: "crm.events", left: 0, from: minutes(20), until: minutes(170) },
  ],
  due: [
    {
      severity: "ticket",
      of: ["rabbitmq"],
      within: hours(1),
      because: "the first has waited for the hour that it may; there is a working day left to hand all of it on",
    },
  ],
});

export const queues = [
  ordersPileUp,
  ordersUnattended,
  publishersBlocked,
  brokerDiskFills,
  brokerDiskCreeps,
  eventsMisaddressed,
  salesUnattended,
];
