import { hours, minutes, percent } from "../../units/quantities";
import { scenario } from "../scenario";

const everythingSlow = scenario({
  name: "everything-slow",
  title: "All of the shop takes ten times as long.",
  family: "latency-service",
  begins: { weekday: "wednesday", hour: 17 },
  lasts: hours(3),
  faults: [{ kind: "slow", of: "shop-api", times: 10, from: minutes(40), until: minutes(120) }],
  due: [
    {
      severity: "page",
      of: ["shop-api"],
      within: minutes(30),
      because:
        "most customers wait longer than promised at every step: if a third leave, half an hour is ten minutes of no orders",
    },
  ],
});

const checkoutSlow = scenario({
  name: "checkout-slow",
  title: "The shop's checkout alone takes twelve times as long.",
  family: "latency-route",
  begins: { weekday: "friday", hour: 16 },
  lasts: hours(3),
  faults: [{ kind: "slow", of: "shop-api", route: "/api/checkout", times: 12, from: minutes(45), until: minutes(130) }],
  due: [
    {
      severity: "page",
      of: ["shop-api"],
      within: minutes(30),
      because: "whoever pays and sees nothing happen pays twice or not at all: half an hour of orders is in doubt",
    },
  ],
});

const listSlow = scenario({
  name: "list-slow",
  title: "The list of a customer's orders takes six times as long since a deploy, within what is promised.",
  family: "latency-route",
  begins: { weekday: "tuesday", hour: 11 },
  lasts: hours(5),
  faults: [
    { kind: "deploy", of: "shop-api", failing: percent(1), from: minutes(30) },
    { kind: "slow", of: "shop-api", route: "/api/orders", times: 6, from: minutes(33) },
  ],
  due: [
    {
      severity: "ticket",
      of: ["shop-api"],
      within: hours(4),
      because: "nobody leaves for it, but the deploy is undone most easily on the day it was made",
    },
  ],
});

export const latency = [everythingSlow, checkoutSlow, listSlow];
