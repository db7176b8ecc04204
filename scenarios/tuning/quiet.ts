import { hours, minutes, percent } from "../../units/quantities";
import { scenario } from "../scenario";

const quietNight = scenario({
  name: "quiet-night",
  title: "A night on which hardly anybody calls, and one request in a hundred to the CRM fails for a while.",
  family: "quiet",
  begins: { weekday: "tuesday", hour: 0 },
  lasts: hours(5),
  faults: [{ kind: "errors", of: "crm-api", share: percent(1), from: minutes(60), until: minutes(150) }],
  due: "nothing",
});

const workingDay = scenario({
  name: "working-day",
  title: "A working day, from the first customers to the evening.",
  family: "quiet",
  begins: { weekday: "monday", hour: 6 },
  lasts: hours(8),
  faults: [],
  due: "nothing",
});

const manyDeploys = scenario({
  name: "many-deploys",
  title: "Shop and production control are deployed three times each, and a few requests fail meanwhile.",
  family: "quiet",
  begins: { weekday: "thursday", hour: 9 },
  lasts: hours(5),
  faults: [30, 110, 220].flatMap((at) => [
    { kind: "deploy" as const, of: "shop-api", failing: percent(1), from: minutes(at) },
    { kind: "deploy" as const, of: "mes-api", failing: percent(2), from: minutes(at + 15) },
  ]),
  due: "nothing",
});

const blips = scenario({
  name: "blips",
  title: "Twice a load balancer changes sides, and for a minute one request in five of the shop fails.",
  family: "quiet",
  begins: { weekday: "wednesday", hour: 11 },
  lasts: hours(5),
  faults: [60, 200].map((at) => ({
    kind: "errors" as const,
    of: "shop-api",
    share: percent(20),
    from: minutes(at),
    until: minutes(at + 1),
  })),
  due: "nothing",
});

export const batch = scenario({
  name: "batch",
  title: "A batch takes three quarters of the CPU and memory of the production control for an hour.",
  family: "quiet",
  begins: { weekday: "friday", hour: 20 },
  lasts: hours(4),
  faults: [
    { kind: "pod-cpu", of: "mes-api", to: percent(76), from: minutes(40), until: minutes(100) },
    { kind: "pod-memory", of: "mes-api", to: percent(78), from: minutes(40), until: minutes(100) },
  ],
  due: "nothing",
});

const importOfCustomers = scenario({
  name: "import-of-customers",
  title: "Somebody imports customers: for an hour the CRM has eight times its requests on one route.",
  family: "quiet",
  begins: { weekday: "monday", hour: 18 },
  lasts: hours(4),
  faults: [
    { kind: "traffic", of: "crm-api", route: "/api/customers", times: 8, from: minutes(50), until: minutes(110) },
    { kind: "queue-publish", of: "rabbitmq", queue: "crm.events", times: 3, from: minutes(50), until: minutes(110) },
  ],
  due: "nothing",
});

export const weekend = scenario({
  name: "weekend",
  title: "A Saturday on which nobody sells.",
  family: "quiet",
  begins: { weekday: "saturday", hour: 7 },
  lasts: hours(6),
  faults: [],
  due: "nothing",
});

export const holiday = scenario({
  name: "holiday",
  title: "A Thursday on which offices are closed and halls half empty.",
  family: "quiet",
  begins: { weekday: "thursday", hour: 7 },
  lasts: hours(5),
  faults: [
    { kind: "traffic", of: "crm-api", times: 0.15, from: hours(-7) },
    { kind: "traffic", of: "mes-api", times: 0.5, from: hours(-7) },
  ],
  due: "nothing",
});

const gapsAndResets = scenario({
  name: "gaps-and-resets",
  title: "Prometheus misses scrapes for two minutes, and later the shop's collectors begin anew.",
  family: "quiet",
  begins: { weekday: "tuesday", hour: 14 },
  lasts: hours(4),
  faults: [
    { kind: "scrape-gap", from: minutes(50), until: minutes(52) },
    { kind: "counter-reset", job: "red-shop-api", from: minutes(130) },
  ],
  due: "nothing",
});

const retryStorm = scenario({
  name: "retry-storm",
  title: "For a minute and a half a tenth of the CRM's requests fails, and clients ask thrice for each of them.",
  family: "quiet",
  begins: { weekday: "wednesday", hour: 8 },
  lasts: hours(4),
  faults: [
    { kind: "errors", of: "crm-api", share: percent(10), from: minutes(70), until: minutes(71.5) },
    { kind: "retries", of: "crm-api", perFailure: 3, from: minutes(70), until: minutes(75) },
  ],
  due: "nothing",
});

const consumersRestart = scenario({
  name: "consumers-restart",
  title: "Whoever takes orders into production is deployed: for two minutes nobody does.",
  family: "quiet",
  begins: { weekday: "thursday", hour: 16 },
  lasts: hours(3),
  faults: [
    { kind: "queue-consumers", of: "rabbitmq", queue: "mes.orders", left: 0, from: minutes(60), until: minutes(62) },
    { kind: "queue-consumers", of: "rabbitmq", queue: "shop.quotes", left: 1, from: minutes(90), until: minutes(95) },
  ],
  due: "nothing",
});

const coldCaches = scenario({
  name: "cold-caches",
  title: "The shop's caches are emptied: for four minutes everything takes four times as long.",
  family: "quiet",
  begins: { weekday: "tuesday", hour: 9 },
  lasts: hours(3),
  faults: [{ kind: "slow", of: "shop-api", times: 4, from: minutes(70), until: minutes(74) }],
  due: "nothing",
});

export const quiet = [
  quietNight,
  workingDay,
  manyDeploys,
  blips,
  batch,
  importOfCustomers,
  weekend,
  holiday,
  gapsAndResets,
  retryStorm,
  consumersRestart,
  coldCaches,
];
