import { hours, minutes, percent } from "../../units/quantities";
import { scenario } from "../scenario";

const nobodyCalls = scenario({
  name: "nobody-calls",
  title: "The shop's name no longer resolves for its customers.",
  family: "traffic-gone",
  begins: { weekday: "wednesday", hour: 10 },
  lasts: hours(2.5),
  faults: [{ kind: "traffic", of: "shop-api", times: 0, from: minutes(40), until: minutes(100) }],
  due: [
    {
      severity: "page",
      of: ["shop-api"],
      within: minutes(15),
      because: "nobody can buy: at this hour a quarter of an hour is a seventieth of the day's orders",
    },
  ],
});

const ingressBroken = scenario({
  name: "ingress-broken",
  title: "What stands before the shop lets nobody through.",
  family: "unreachable",
  begins: { weekday: "monday", hour: 19 },
  lasts: hours(2),
  faults: [{ kind: "ingress", of: "shop-api", lost: percent(100), from: minutes(35), until: minutes(80) }],
  due: [
    {
      severity: "page",
      of: ["shop-api"],
      within: minutes(10),
      because: "nobody can buy in the busiest hour: ten minutes are a seventieth of the day's orders",
    },
  ],
});

const onePlaceOnly = scenario({
  name: "one-place-only",
  title: "From Ireland alone the shop cannot be reached.",
  family: "unreachable",
  begins: { weekday: "thursday", hour: 13 },
  lasts: hours(3),
  faults: [
    {
      kind: "ingress",
      of: "shop-api",
      lost: percent(8),
      places: ["ireland"],
      from: minutes(30),
      until: minutes(150),
    },
  ],
  due: [
    {
      severity: "ticket",
      of: ["shop-api"],
      within: hours(2),
      because: "eight customers in a hundred cannot buy, and often it is their network: for whoever is at work today",
    },
  ],
});

export const traffic = [nobodyCalls, ingressBroken, onePlaceOnly];
