import type { Queues } from "../model/broker";
import { broker } from "../model/broker";
import { days, gibibytes, hours, minutes } from "../units/quantities";
import { platform } from "./teams";

export const orders: Queues = {
  name: "orders",
  pattern: "mes\\.orders",
  description: "Orders on their way to production; machines wait for them.",
  // Within the half hour after which RabbitMQ itself takes messages back from a consumer that acknowledges none.
  drainsWithin: { ticket: minutes(10), page: minutes(20) },
};

export const answers: Queues = {
  name: "answers",
  pattern: "shop\\.(order-status|quotes)",
  description: "Progress and prices on their way back; customers wait for them.",
  drainsWithin: { ticket: minutes(10), page: minutes(20) },
};

export const crmEvents: Queues = {
  name: "events",
  pattern: "crm\\..+",
  description: "What the sales staff is told; nobody waits for it.",
  drainsWithin: { ticket: hours(1) },
};

export const rabbitmq = broker({
  name: "rabbitmq",
  description:
    "Carries orders from the shop to production, and their progress back. When it fails, orders are taken and not produced.",
  owner: platform,
  criticality: "critical",
  namespace: "messaging",
  service: "rabbitmq",
  statefulSet: "rabbitmq-server",
  vhost: "/",
  queues: [orders, answers, crmEvents],
  logs: { perDay: gibibytes(0.25), atLeastEvery: days(2) },
});
