import { hours, minutes, percent } from "../../units/quantities";
import { beforeSpent } from "../impact";
import { scenario } from "../scenario";

const ordersBesideBug = scenario({
  name: "orders-beside-bug",
  title:
    "Nobody takes what the sales staff is to be told, and a bug fails one request in five of the production control; hours later nobody takes orders into production either.",
  family: "consumers-gone",
  begins: { weekday: "thursday", hour: 9 },
  lasts: hours(6),
  faults: [
    { kind: "queue-consumers", of: "rabbitmq", queue: "crm.events", left: 0, from: minutes(10) },
    { kind: "errors", of: "mes-api", share: percent(20), from: minutes(30) },
    { kind: "queue-consumers", of: "rabbitmq", queue: "mes.orders", left: 0, from: hours(4), until: hours(5) },
  ],
  due: [
    {
      severity: "ticket",
      of: ["rabbitmq"],
      within: hours(1.5),
      because: "the first has waited for the hour that it may, and there is a working day left to hand all of it on",
    },
    {
      severity: "page",
      of: ["mes-api"],
      since: minutes(30),
      ...beforeSpent(percent(5), { availability: percent(99.5), failing: percent(20), busy: 1.28 }),
    },
    {
      severity: "page",
      of: ["rabbitmq"],
      since: hours(4),
      within: minutes(20),
      because:
        "the first order has waited for the twenty minutes that machines can; whoever mends the bug brings no consumer back",
    },
  ],
});

/** Two faults that have nothing to do with each other: the page of the one must not keep the other silent. */
export const together = [ordersBesideBug];
