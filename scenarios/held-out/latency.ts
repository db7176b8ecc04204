import { hours, minutes, percent } from "../../units/quantities";
import { scenario } from "../scenario";

const productionSlow = scenario({
  name: "production-slow",
  title: "Three requests in five to the production control take eighty times as long.",
  family: "latency-service",
  begins: { weekday: "tuesday", hour: 7 },
  lasts: hours(3),
  faults: [{ kind: "slow", of: "mes-api", times: 80, share: percent(60), from: minutes(35), until: minutes(125) }],
  due: [
    {
      severity: "page",
      of: ["mes-api"],
      within: minutes(30),
      because: "machines wait for most answers, and by then the buffers between them are empty",
    },
  ],
});

const checkoutHesitates = scenario({
  name: "checkout-hesitates",
  title: "On Sunday seven checkouts in ten take nine times as long.",
  family: "latency-route",
  begins: { weekday: "sunday", hour: 15 },
  lasts: hours(3),
  faults: [
    {
      kind: "slow",
      of: "shop-api",
      route: "/api/checkout",
      times: 9,
      share: percent(70),
      from: minutes(50),
      until: minutes(140),
    },
  ],
  due: [
    {
      severity: "page",
      of: ["shop-api"],
      within: minutes(40),
      because: "whoever pays and sees nothing happen pays twice or not at all: forty minutes of orders are in doubt",
    },
  ],
});

const jobsSlow = scenario({
  name: "jobs-slow",
  title: "The jobs of a machine take five times as long, within what is promised.",
  family: "latency-route",
  begins: { weekday: "wednesday", hour: 6 },
  lasts: hours(5),
  faults: [{ kind: "slow", of: "mes-api", route: "/api/machines/{machineId}/jobs", times: 5, from: minutes(40) }],
  due: [
    {
      severity: "ticket",
      of: ["mes-api"],
      within: hours(4),
      because: "nothing stands still for it; the shift in which it began can still say what was changed",
    },
  ],
});

export const latency = [productionSlow, checkoutHesitates, jobsSlow];
