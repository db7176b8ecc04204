import { hours, minutes, percent } from "../../units/quantities";
import { beforeSpent } from "../impact";
import { scenario } from "../scenario";

const nearlyAll = { availability: percent(99.9), failing: percent(95) };

export const databaseGone = scenario({
  name: "database-gone",
  title: "Nobody can connect to the shop's database.",
  family: "database",
  begins: { weekday: "thursday", hour: 17 },
  lasts: hours(2),
  faults: [{ kind: "database-unreachable", of: "shop-db", from: minutes(40), until: minutes(85) }],
  due: [{ severity: "page", of: ["shop-api"], ...beforeSpent(percent(15), nearlyAll) }],
});

export const writersLocked = scenario({
  name: "writers-locked",
  title: "A migration locks the orders: whoever writes waits.",
  family: "database",
  begins: { weekday: "monday", hour: 12 },
  lasts: hours(2.5),
  faults: [{ kind: "database-locks", of: "shop-db", sessions: 40, from: minutes(30), until: minutes(110) }],
  due: [
    {
      severity: "page",
      of: ["shop-api"],
      within: minutes(30),
      because: "whoever pays waits for five seconds and longer: half an hour of orders is in doubt",
    },
  ],
});

export const forgottenTransaction = scenario({
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
      because: "tables that nothing cleans up grow by then as much as in a week, and every read is longer for it",
    },
  ],
});

export const storageCreeps = scenario({
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

export const data = [databaseGone, writersLocked, forgottenTransaction, storageCreeps];
