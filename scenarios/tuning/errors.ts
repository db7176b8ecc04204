import { hours, minutes, percent } from "../../units/quantities";
import { beforeSpent } from "../impact";
import { scenario } from "../scenario";

const errorsAtPeak = scenario({
  name: "errors-at-peak",
  title: "In the evening a third of the shop's requests fails.",
  family: "errors-fast",
  begins: { weekday: "tuesday", hour: 18 },
  lasts: hours(3),
  faults: [{ kind: "errors", of: "shop-api", share: percent(33), from: minutes(40), until: minutes(110) }],
  due: [
    {
      severity: "page",
      of: ["shop-api"],
      ...beforeSpent(percent(10), { availability: percent(99.9), failing: percent(33), busy: 2.1 }),
    },
  ],
});

const productionStops = scenario({
  name: "production-stops",
  title: "The production control answers nothing but errors.",
  family: "errors-fast",
  begins: { weekday: "thursday", hour: 5 },
  lasts: hours(2),
  faults: [{ kind: "errors", of: "mes-api", share: percent(100), from: minutes(30), until: minutes(75) }],
  due: [
    {
      severity: "page",
      of: ["mes-api"],
      within: minutes(10),
      because: "a machine has work for about ten minutes when nobody tells it what comes next; then it idles",
    },
  ],
});

const slowBleeding = scenario({
  name: "slow-bleeding",
  title: "One request in two hundred of the shop fails, all day.",
  family: "errors-slow",
  begins: { weekday: "wednesday", hour: 8 },
  lasts: hours(8),
  faults: [{ kind: "errors", of: "shop-api", share: percent(0.5), from: minutes(30) }],
  due: [
    {
      severity: "ticket",
      of: ["shop-api"],
      ...beforeSpent(percent(5), { availability: percent(99.9), failing: percent(0.5), busy: 1.35 }),
    },
  ],
});

const modelsRefused = scenario({
  name: "models-refused",
  title: "Four uploads of a model in ten fail, and hardly anything else of the shop.",
  family: "endpoint",
  begins: { weekday: "monday", hour: 13 },
  lasts: hours(5),
  faults: [{ kind: "errors", of: "shop-api", route: "/api/models", share: percent(40), from: minutes(30) }],
  due: [
    {
      severity: "ticket",
      of: ["shop-api"],
      within: hours(2),
      because: "who cannot upload a model orders elsewhere: two hours of the working day are left to mend it",
    },
  ],
});

export const errors = [errorsAtPeak, productionStops, slowBleeding, modelsRefused];
