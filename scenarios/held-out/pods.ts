import { hours, minutes, percent } from "../../units/quantities";
import { scenario } from "../scenario";

const fastLeak = scenario({
  name: "fast-leak",
  title:
    "The pods of the production control lose all their memory within three hours, and are killed one after the other.",
  family: "memory-leak",
  begins: { weekday: "friday", hour: 12 },
  lasts: hours(4),
  faults: [
    { kind: "pod-memory", of: "mes-api", to: percent(106), from: minutes(30), until: hours(3.75), shape: "ramp" },
  ],
  due: [
    {
      severity: "page",
      of: ["mes-api"],
      within: hours(2.5),
      because:
        "after three hours all of them are killed within a quarter of an hour, and what they work on is lost; to restart them in turn takes twenty minutes",
    },
  ],
});

export const starved = scenario({
  name: "starved",
  title: "Two pods of the production control want nearly twice the CPU that they may have.",
  family: "cpu",
  begins: { weekday: "monday", hour: 9 },
  lasts: hours(3),
  faults: [{ kind: "pod-cpu", of: "mes-api", pods: 2, to: percent(190), from: minutes(25), until: minutes(155) }],
  due: [
    {
      severity: "ticket",
      of: ["mes-api"],
      within: hours(1.5),
      because:
        "the price of a model takes a quarter of a minute; everything else keeps its promise for as long as nothing more comes",
    },
  ],
});

const allPodsCrash = scenario({
  name: "all-pods-crash",
  title: "All pods of the production control crash every two minutes, one after the other.",
  family: "pods",
  begins: { weekday: "sunday", hour: 22 },
  lasts: hours(2.5),
  faults: [{ kind: "pod-crashes", of: "mes-api", every: minutes(2), from: minutes(30), until: minutes(120) }],
  due: [
    {
      severity: "page",
      of: ["mes-api"],
      within: hours(1),
      because: "one step in eight that a machine reports is lost, and an hour of them is booked by hand",
    },
  ],
});

export const pods = [fastLeak, starved, allPodsCrash];
