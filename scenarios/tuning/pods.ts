import { hours, minutes, percent } from "../../units/quantities";
import { scenario } from "../scenario";

const leak = scenario({
  name: "leak",
  title: "The pods of the production control lose a tenth of their memory an hour, until somebody restarts them.",
  family: "memory-leak",
  begins: { weekday: "tuesday", hour: 8 },
  lasts: hours(5),
  faults: [{ kind: "pod-memory", of: "mes-api", to: percent(87), from: minutes(20), until: hours(4.5), shape: "ramp" }],
  due: [
    {
      severity: "ticket",
      of: ["mes-api"],
      within: hours(3.5),
      because: "it would be full after five hours and a half: two hours are enough to restart pod by pod, by daylight",
    },
  ],
});

const outOfCpu = scenario({
  name: "out-of-cpu",
  title: "The pods of the production control want a third more CPU than they may have.",
  family: "cpu",
  begins: { weekday: "thursday", hour: 8 },
  lasts: hours(3),
  faults: [{ kind: "pod-cpu", of: "mes-api", to: percent(133), from: minutes(30), until: minutes(150) }],
  due: [
    {
      severity: "ticket",
      of: ["mes-api"],
      within: hours(1.5),
      because:
        "each price takes seven seconds, and the promise is kept by a hair; by ten half of the shift is left to add CPU",
    },
  ],
});

const onePodCrashes = scenario({
  name: "one-pod-crashes",
  title: "One pod of the production control crashes every five minutes.",
  family: "pods",
  begins: { weekday: "wednesday", hour: 13 },
  lasts: hours(2),
  faults: [{ kind: "pod-crashes", of: "mes-api", every: minutes(5), pods: 1, from: minutes(30), until: minutes(110) }],
  due: [
    {
      severity: "ticket",
      of: ["mes-api"],
      within: hours(1),
      because:
        "one request in sixty is lost; two of three pods carry on, and were one of them to crash as well it would be felt",
    },
  ],
});

const starved = scenario({
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

export const pods = [leak, outOfCpu, onePodCrashes, starved, allPodsCrash];
