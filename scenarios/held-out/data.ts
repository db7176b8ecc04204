import { gibibytes, hours, minutes, percent } from "../../units/quantities";
import { scenario } from "../scenario";

const databaseDownAtNight = scenario({
  name: "database-down-at-night",
  title: "At night nobody can connect to the shop's database.",
  family: "database",
  begins: { weekday: "wednesday", hour: 0 },
  lasts: hours(2.5),
  faults: [{ kind: "database-unreachable", of: "shop-db", from: minutes(60), until: minutes(130) }],
  due: [
    {
      severity: "page",
      of: ["shop-api", "shop-db"],
      within: minutes(10),
      because: "few are awake, and nobody of them can buy: nearly eight hundred requests have failed by then",
    },
  ],
});

const connectionsRunOut = scenario({
  name: "connections-run-out",
  title: "Connections to the shop's database run out within an hour, and then are gone.",
  family: "database",
  begins: { weekday: "tuesday", hour: 18 },
  lasts: hours(3),
  faults: [
    {
      kind: "database-connections",
      of: "shop-db",
      to: percent(100),
      from: minutes(30),
      until: minutes(90),
      shape: "ramp",
    },
    { kind: "database-connections", of: "shop-db", to: percent(100), from: minutes(90), until: minutes(150) },
  ],
  due: [
    {
      severity: "page",
      of: ["shop-api", "shop-db"],
      within: minutes(66),
      because: "six minutes after the last connection a tenth of the failures that 28 days allow have happened",
    },
  ],
});

const memoryShort = scenario({
  name: "memory-short",
  title: "The memory of the shop's database runs short, and it begins to swap.",
  family: "database",
  begins: { weekday: "thursday", hour: 10 },
  lasts: hours(4),
  faults: [
    {
      kind: "database-memory",
      of: "shop-db",
      to: percent(93),
      swapPerHour: gibibytes(0.4),
      from: minutes(30),
    },
  ],
  due: [
    {
      severity: "ticket",
      of: ["shop-db"],
      within: hours(3),
      because: "every session that is new brings it nearer to being killed; by then an afternoon is left to end some",
    },
  ],
});

const jobRunsWild = scenario({
  name: "job-runs-wild",
  title: "A job writes a tenth of the database's storage an hour.",
  family: "storage",
  begins: { weekday: "saturday", hour: 13 },
  lasts: hours(4.5),
  faults: [
    { kind: "database-storage", of: "shop-db", to: percent(95), from: minutes(15), until: hours(4.5), shape: "ramp" },
  ],
  due: [
    {
      severity: "page",
      of: ["shop-db"],
      within: hours(4),
      because:
        "three quarters of an hour before the instance stops, and the shop with it; to add storage takes minutes",
    },
  ],
});

const uploadsFlood = scenario({
  name: "uploads-flood",
  title: "On Saturday somebody uploaded models by script: a third more lies in the shop's bucket.",
  family: "storage-growth",
  begins: { weekday: "sunday", hour: 22 },
  lasts: hours(9),
  faults: [{ kind: "bucket-size", of: "shop-media", times: 1.35, from: hours(-32) }],
  due: [
    {
      severity: "ticket",
      of: ["shop-media"],
      within: hours(9),
      because: "it costs money, and no customer anything: on Monday at seven somebody can bar the script",
    },
  ],
});

export const data = [databaseDownAtNight, connectionsRunOut, memoryShort, jobRunsWild, uploadsFlood];
