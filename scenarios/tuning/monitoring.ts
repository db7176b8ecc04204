import { hours, minutes, percent } from "../../units/quantities";
import { scenario } from "../scenario";

const spansUnscraped = scenario({
  name: "spans-unscraped",
  title: "Prometheus no longer knows of the collectors that count the shop's requests.",
  family: "target-gone",
  begins: { weekday: "tuesday", hour: 13 },
  lasts: hours(2),
  faults: [{ kind: "target-gone", job: "red-shop-api", from: minutes(30) }],
  due: [
    {
      severity: "page",
      of: ["shop-api", "platform"],
      within: minutes(15),
      because: "were payments to fail now, nobody would be told: as bad as a fault, and one may lie behind it",
    },
  ],
});

const databaseUnmeasured = scenario({
  name: "database-unmeasured",
  title: "The exporter that asks the shop's database is down.",
  family: "exporter-gone",
  begins: { weekday: "monday", hour: 14 },
  lasts: hours(2),
  faults: [{ kind: "exporter-down", job: "use-shop-db-postgres", from: minutes(20), until: minutes(100) }],
  due: [
    {
      severity: "ticket",
      of: ["shop-db", "platform"],
      within: hours(1),
      because: "the shop itself is still watched; what would be foretold of its database is not",
    },
  ],
});

const rulesOfShopFail = scenario({
  name: "rules-of-shop-fail",
  title: "A third of the shop's recording rules fails.",
  family: "rules-failing",
  begins: { weekday: "friday", hour: 9 },
  lasts: hours(1.5),
  faults: [{ kind: "rules-failing", group: "red-shop-api", share: percent(33), from: minutes(20), until: minutes(75) }],
  due: [
    {
      severity: "page",
      of: ["platform", "shop-api"],
      within: minutes(20),
      because: "what is not recorded no alert sees: one failure of the shop in three might be told to nobody",
    },
  ],
});

const historyCrowdedOut = scenario({
  name: "history-crowded-out",
  title: "A label with a value for every order fills the storage of Prometheus itself, by three per cent an hour.",
  family: "storage",
  begins: { weekday: "wednesday", hour: 7 },
  lasts: hours(8),
  faults: [{ kind: "prometheus-storage", to: percent(98.5), from: hours(-1), until: hours(8.5), shape: "ramp" }],
  due: [
    {
      severity: "ticket",
      of: ["platform"],
      within: hours(6),
      because:
        "at four it is full, and Prometheus drops its oldest days: what budgets of 28 days are made of; three hours to find the label",
    },
  ],
});

const oneCollectorDown = scenario({
  name: "one-collector-down",
  title: "One of two collectors of the shop is down.",
  family: "exporter-gone",
  begins: { weekday: "thursday", hour: 8 },
  lasts: hours(2.5),
  faults: [{ kind: "exporter-down", job: "red-shop-api", targets: 1, from: minutes(30), until: minutes(140) }],
  due: [
    {
      severity: "ticket",
      of: ["shop-api", "platform"],
      within: hours(1.5),
      because: "the other counts all requests; were it to fail as well, nobody would",
    },
  ],
});

export const monitoring = [spansUnscraped, databaseUnmeasured, rulesOfShopFail, historyCrowdedOut, oneCollectorDown];
