import { hours, minutes, percent } from "../../units/quantities";
import { scenario } from "../scenario";

const storageBesideBug = scenario({
  name: "storage-beside-bug",
  title:
    "Since the evening three requests in ten of the shop fail; at night its database's storage fills by an eighth an hour.",
  family: "storage",
  begins: { weekday: "wednesday", hour: 21 },
  lasts: hours(6),
  faults: [
    { kind: "errors", of: "shop-api", share: percent(30), from: minutes(20) },
    { kind: "database-storage", of: "shop-db", to: percent(96), from: hours(2.25), until: hours(6), shape: "ramp" },
  ],
  due: [
    {
      severity: "page",
      of: ["shop-api"],
      within: minutes(15),
      because: "an order is a dozen requests: hardly anybody gets to its end",
    },
    {
      severity: "page",
      of: ["shop-db"],
      since: hours(2.25),
      within: hours(2.75),
      because: "an hour before the instance stops, and with it what is left of the shop",
    },
  ],
});

const quotesBesideBug = scenario({
  name: "quotes-beside-bug",
  title:
    "Since the morning one request in seven of the shop fails; after noon nobody hands on the prices that come back.",
  family: "consumers-gone",
  begins: { weekday: "friday", hour: 9 },
  lasts: hours(6),
  faults: [
    { kind: "errors", of: "shop-api", share: percent(14), from: minutes(40) },
    { kind: "queue-consumers", of: "rabbitmq", queue: "shop.quotes", left: 0, from: hours(4), until: hours(5.5) },
  ],
  due: [
    {
      severity: "page",
      of: ["shop-api"],
      within: minutes(15),
      because: "an order is a dozen requests: of seven customers hardly two get to its end",
    },
    {
      severity: "page",
      of: ["rabbitmq"],
      since: hours(4),
      within: minutes(20),
      because: "the first price has waited for the twenty minutes that customers do, and the bug explains none of it",
    },
  ],
});

/** Two faults that have nothing to do with each other: the page of the one must not keep the other silent. */
export const together = [storageBesideBug, quotesBesideBug];
