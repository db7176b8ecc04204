import { hours, minutes, percent } from "../../units/quantities";
import { scenario } from "../scenario";

const ordersBesideBug = scenario({
  name: "orders-beside-bug",
  title:
    "Since the afternoon one request in five of the shop fails; in the evening nobody takes orders into production.",
  family: "consumers-gone",
  begins: { weekday: "thursday", hour: 15 },
  lasts: hours(6),
  faults: [
    { kind: "errors", of: "shop-api", share: percent(20), from: minutes(20) },
    { kind: "queue-consumers", of: "rabbitmq", queue: "mes.orders", left: 0, from: hours(4), until: hours(5) },
  ],
  due: [
    {
      severity: "page",
      of: ["shop-api"],
      within: minutes(15),
      because: "an order is a dozen requests: hardly anybody gets to its end, and the evening is still to come",
    },
    {
      severity: "page",
      of: ["rabbitmq"],
      since: hours(4),
      within: minutes(20),
      because:
        "what orders there are have waited for the twenty minutes that machines can; whoever mends the shop mends no consumer",
    },
  ],
});

/** Two faults that have nothing to do with each other: the page of the one must not keep the other silent. */
export const together = [ordersBesideBug];
