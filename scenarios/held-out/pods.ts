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

const cpuOutgrown = scenario({
  name: "cpu-outgrown",
  title: "From noon on the pods of the production control want a quarter of their CPU more every hour.",
  family: "cpu",
  begins: { weekday: "tuesday", hour: 12 },
  lasts: hours(6),
  faults: [{ kind: "pod-cpu", of: "mes-api", to: percent(164), from: minutes(30), until: hours(6), shape: "ramp" }],
  due: [
    {
      severity: "ticket",
      of: ["mes-api"],
      within: hours(4),
      because:
        "a price takes six seconds, and at seven in the evening the promise would be broken; at half past four somebody is still at work who can add CPU",
    },
  ],
});

const twoPodsInTurn = scenario({
  name: "two-pods-in-turn",
  title: "On Saturday two of the three pods of the production control crash every minute, in turn.",
  family: "pods",
  begins: { weekday: "saturday", hour: 8 },
  lasts: hours(2.5),
  faults: [{ kind: "pod-crashes", of: "mes-api", every: minutes(1), pods: 2, from: minutes(40), until: minutes(140) }],
  due: [
    {
      severity: "page",
      of: ["mes-api"],
      within: minutes(40),
      because:
        "of six steps that machines report one is lost: three hundred and fifty are to be booked by then, and few hands are there on a Saturday",
    },
  ],
});

export const pods = [fastLeak, cpuOutgrown, twoPodsInTurn];
