import { hours, minutes, percent } from "../../units/quantities";
import { scenario } from "../scenario";

export const quotesPileUp = scenario({
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
      within: minutes(45),
      because: "customers wait for a price; by then a new one comes after more than the twenty minutes that they do",
    },
  ],
});

export const salesUnattended = scenario({
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
      within: hours(2),
      because: "nobody waits for it within the hour, and within the working day somebody will",
    },
  ],
});

export const progressUnattended = scenario({
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
      within: minutes(25),
      because:
        "customers look for their order; by then the first has waited longer than the twenty minutes that they do",
    },
  ],
});

export const brokerGone = scenario({
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

export const brokerDiskCreeps = scenario({
  name: "broker-disk-creeps",
  title: "The disk of the broker fills by a fourteenth an hour, through the night.",
  family: "broker",
  begins: { weekday: "saturday", hour: 20 },
  lasts: hours(8),
  faults: [{ kind: "broker-disk", of: "rabbitmq", to: percent(86), from: hours(0), until: hours(8), shape: "ramp" }],
  due: [
    {
      severity: "ticket",
      of: ["rabbitmq"],
      within: hours(7.5),
      because: "two hours and a half before publishers are blocked: enough to enlarge the volume",
    },
  ],
});

export const queues = [quotesPileUp, salesUnattended, progressUnattended, brokerGone, brokerDiskCreeps];
