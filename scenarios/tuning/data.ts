import { hours, minutes, percent } from "../../units/quantities";
import { beforeSpent } from "../impact";
import { scenario } from "../scenario";

const eveningOutage = { availability: percent(99.9), failing: percent(95), busy: 1.9 };

export const databaseGone = scenario({
  name: "database-gone",
  title: "Nobody can connect to the shop's database.",
  family: "database",
  begins: { weekday: "thursday", hour: 17 },
  lasts: hours(2),
  faults: [{ kind: "database-unreachable", of: "shop-db", from: minutes(40), until: minutes(85) }],
  due: [{ severity: "page", of: ["shop-api", "shop-db"], ...beforeSpent(percent(15), eveningOutage) }],
});

const writersLocked = scenario({
  name: "writers-locked",
  title: "A migration locks the orders: whoever writes waits.",
  family: "database",
  begins: { weekday: "monday", hour: 12 },
  lasts: hours(2.5),
  faults: [{ kind: "database-locks", of: "shop-db", sessions: 40, from: minutes(30), until: minutes(110) }],
  due: [
    {
      severity: "page",
      of: ["shop-api", "shop-db"],
      within: minutes(20),
      because:
        "whoever pays waits for five seconds and longer: if every second gives up, ten minutes of orders are lost",
    },
  ],
});

const forgottenTransaction = scenario({
  name: "forgotten-transaction",
  title: "A session begins a transaction and forgets it.",
  family: "database",
  begins: { weekday: "wednesday", hour: 9 },
  lasts: hours(4),
  faults: [{ kind: "database-transaction", of: "shop-db", from: minutes(20) }],
  due: [
    {
      severity: "ticket",
      of: ["shop-db"],
      within: hours(3),
      because:
        "of all that a morning changes nothing is cleaned up: reads get slower, and the space does not come back by itself",
    },
  ],
});

const storageCreeps = scenario({
  name: "storage-creeps",
  title: "Since the day before yesterday the shop's database grows by half a per cent an hour.",
  family: "storage",
  begins: { weekday: "friday", hour: 8 },
  lasts: hours(4),
  faults: [
    { kind: "database-storage", of: "shop-db", to: percent(78), from: hours(-44), until: hours(8), shape: "ramp" },
  ],
  due: [
    {
      severity: "ticket",
      of: ["shop-db"],
      within: hours(4),
      because: "it is full on Sunday, and the last hours in which somebody is at work are these",
    },
  ],
});

const tableRewritten = scenario({
  name: "table-rewritten",
  title: "At night a migration rewrites the largest tables: the database's storage fills by an eighth an hour.",
  family: "storage",
  begins: { weekday: "wednesday", hour: 23 },
  lasts: hours(3.75),
  faults: [
    { kind: "database-storage", of: "shop-db", to: percent(96), from: minutes(15), until: hours(3.75), shape: "ramp" },
  ],
  due: [
    {
      severity: "page",
      of: ["shop-db"],
      within: hours(2.75),
      because: "an hour before the instance stops, and the shop with it; in the morning it would be too late",
    },
  ],
});

const mediaCopied = scenario({
  name: "media-copied",
  title: "Since Monday evening a job that nobody stopped has copied half of the shop's media into their own bucket.",
  family: "storage-growth",
  begins: { weekday: "tuesday", hour: 23 },
  lasts: hours(8),
  faults: [{ kind: "bucket-size", of: "shop-media", times: 1.5, from: hours(-30) }],
  due: [
    {
      severity: "ticket",
      of: ["shop-media"],
      within: hours(8),
      because:
        "AWS tells of it at midnight; whoever comes at seven can stop the job before it runs again in the evening",
    },
  ],
});

export const data = [databaseGone, writersLocked, forgottenTransaction, storageCreeps, tableRewritten, mediaCopied];
