import { hours, minutes, percent } from "../../units/quantities";
import { beforeSpent } from "../impact";
import { scenario } from "../scenario";

const shopHalfDown = scenario({
  name: "shop-half-down",
  title: "At noon on Saturday three requests in five to the shop fail.",
  family: "errors-fast",
  begins: { weekday: "saturday", hour: 11 },
  lasts: hours(2.5),
  faults: [{ kind: "errors", of: "shop-api", share: percent(60), from: minutes(50), until: minutes(100) }],
  due: [
    {
      severity: "page",
      of: ["shop-api"],
      ...beforeSpent(percent(10), { availability: percent(99.9), failing: percent(60), busy: 1.4 }),
    },
  ],
});

const productionStumbles = scenario({
  name: "production-stumbles",
  title: "At night a quarter of the requests to the production control fails.",
  family: "errors-fast",
  begins: { weekday: "friday", hour: 1 },
  lasts: hours(3),
  faults: [{ kind: "errors", of: "mes-api", share: percent(25), from: minutes(35), until: minutes(140) }],
  due: [
    {
      severity: "page",
      of: ["mes-api"],
      within: minutes(30),
      because: "of four steps that machines report one is lost: within half an hour people have to book by hand",
    },
  ],
});

const morningBleeding = scenario({
  name: "morning-bleeding",
  title: "From the morning on four requests in a thousand to the shop fail.",
  family: "errors-slow",
  begins: { weekday: "monday", hour: 5 },
  lasts: hours(9),
  faults: [{ kind: "errors", of: "shop-api", share: percent(0.4), from: minutes(20) }],
  due: [
    {
      severity: "ticket",
      of: ["shop-api"],
      ...beforeSpent(percent(5), { availability: percent(99.9), failing: percent(0.4), busy: 1.05 }),
    },
  ],
});

const dealsStuck = scenario({
  name: "deals-stuck",
  title: "Every second step of a deal that the sales staff takes fails.",
  family: "endpoint",
  begins: { weekday: "thursday", hour: 8 },
  lasts: hours(5),
  faults: [
    { kind: "errors", of: "crm-api", route: "/api/deals/{dealId}/stage", share: percent(50), from: minutes(25) },
  ],
  due: [
    {
      severity: "ticket",
      of: ["crm-api"],
      within: hours(4),
      because: "sellers note it on paper, and half a day of that is what they can still type in by evening",
    },
  ],
});

export const errors = [shopHalfDown, productionStumbles, morningBleeding, dealsStuck];
