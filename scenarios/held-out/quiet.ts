import { hours, minutes, percent } from "../../units/quantities";
import { scenario } from "../scenario";

export const sundayNight = scenario({
  name: "sunday-night",
  title: "The quietest night of the week, with one failure in two hundred requests to the shop for half an hour.",
  family: "quiet",
  begins: { weekday: "sunday", hour: 1 },
  lasts: hours(5),
  faults: [{ kind: "errors", of: "shop-api", share: percent(0.5), from: minutes(80), until: minutes(110) }],
  due: "nothing",
});

const busyEvening = scenario({
  name: "busy-evening",
  title: "A campaign brings the shop twice its customers for three hours.",
  family: "quiet",
  begins: { weekday: "friday", hour: 16 },
  lasts: hours(6),
  faults: [{ kind: "traffic", of: "shop-api", times: 2.2, from: minutes(60), until: minutes(240) }],
  due: "nothing",
});

const dayOfDeploys = scenario({
  name: "day-of-deploys",
  title: "Every hour something else is deployed, and a few requests fail meanwhile.",
  family: "quiet",
  begins: { weekday: "tuesday", hour: 9 },
  lasts: hours(6),
  faults: (["mes-api", "crm-api", "shop-api", "mes-api", "shop-api"] as const).map((of, at) => ({
    kind: "deploy" as const,
    of,
    failing: percent(1.5),
    from: minutes(20 + 62 * at),
  })),
  due: "nothing",
});

const hiccups = scenario({
  name: "hiccups",
  title: "Three times a node of the cluster is replaced, and for a minute one request in eight fails.",
  family: "quiet",
  begins: { weekday: "thursday", hour: 13 },
  lasts: hours(6),
  faults: [45, 150, 290].flatMap((at) =>
    ["shop-api", "mes-api"].map((of) => ({
      kind: "errors" as const,
      of,
      share: percent(12.5),
      from: minutes(at),
      until: minutes(at + 1),
    })),
  ),
  due: "nothing",
});

const nightlyBatch = scenario({
  name: "nightly-batch",
  title: "At night a batch takes most of the CPU and memory of the production control.",
  family: "quiet",
  begins: { weekday: "wednesday", hour: 1 },
  lasts: hours(5),
  faults: [
    { kind: "pod-cpu", of: "mes-api", to: percent(86), from: minutes(30), until: minutes(140) },
    { kind: "pod-memory", of: "mes-api", to: percent(81), from: minutes(30), until: minutes(140), shape: "ramp" },
  ],
  due: "nothing",
});

const importOfDeals = scenario({
  name: "import-of-deals",
  title:
    "A partner imports: for forty minutes the CRM has six times its deals, and three times as many prices come back.",
  family: "quiet",
  begins: { weekday: "monday", hour: 10 },
  lasts: hours(4),
  faults: [
    { kind: "traffic", of: "crm-api", route: "/api/deals", times: 6, from: minutes(40), until: minutes(80) },
    { kind: "queue-publish", of: "rabbitmq", queue: "shop.quotes", times: 3, from: minutes(40), until: minutes(70) },
  ],
  due: "nothing",
});

const sundayAfternoon = scenario({
  name: "sunday-afternoon",
  title: "A Sunday afternoon.",
  family: "quiet",
  begins: { weekday: "sunday", hour: 12 },
  lasts: hours(6),
  faults: [],
  due: "nothing",
});

const bridgeDay = scenario({
  name: "bridge-day",
  title: "A Friday after a holiday: few sell, and half the machines stand still.",
  family: "quiet",
  begins: { weekday: "friday", hour: 6 },
  lasts: hours(5),
  faults: [
    { kind: "traffic", of: "crm-api", times: 0.3, from: hours(-30) },
    { kind: "traffic", of: "mes-api", times: 0.4, from: hours(-30) },
    { kind: "traffic", of: "shop-api", times: 1.2, from: hours(-30) },
  ],
  due: "nothing",
});

const missedScrapes = scenario({
  name: "missed-scrapes",
  title: "Prometheus restarts twice and misses scrapes, and the collectors of the production control begin anew.",
  family: "quiet",
  begins: { weekday: "wednesday", hour: 16 },
  lasts: hours(4),
  faults: [
    { kind: "scrape-gap", from: minutes(40), until: minutes(41.5) },
    { kind: "scrape-gap", from: minutes(140), until: minutes(143) },
    { kind: "counter-reset", job: "red-mes-api", from: minutes(95) },
  ],
  due: "nothing",
});

const impatientClients = scenario({
  name: "impatient-clients",
  title: "For a minute one request in six of the production control fails, and machines ask four times for each.",
  family: "quiet",
  begins: { weekday: "thursday", hour: 3 },
  lasts: hours(4),
  faults: [
    { kind: "errors", of: "mes-api", share: percent(16), from: minutes(65), until: minutes(66) },
    { kind: "retries", of: "mes-api", perFailure: 4, from: minutes(65), until: minutes(70) },
  ],
  due: "nothing",
});

const consumersMove = scenario({
  name: "consumers-move",
  title: "The consumers of two queues are moved to other nodes, one after the other.",
  family: "quiet",
  begins: { weekday: "monday", hour: 20 },
  lasts: hours(3),
  faults: [
    { kind: "queue-consumers", of: "rabbitmq", queue: "shop.quotes", left: 0, from: minutes(50), until: minutes(51.5) },
    { kind: "queue-consumers", of: "rabbitmq", queue: "crm.events", left: 0, from: minutes(70), until: minutes(74) },
  ],
  due: "nothing",
});

const newNodes = scenario({
  name: "new-nodes",
  title: "Twice new nodes take half of the shop's requests, and for three minutes need eight times as long.",
  family: "quiet",
  begins: { weekday: "saturday", hour: 17 },
  lasts: hours(4),
  faults: [50, 160].map((at) => ({
    kind: "slow" as const,
    of: "shop-api",
    times: 8,
    share: percent(50),
    from: minutes(at),
    until: minutes(at + 3),
  })),
  due: "nothing",
});

export const quiet = [
  sundayNight,
  busyEvening,
  dayOfDeploys,
  hiccups,
  nightlyBatch,
  importOfDeals,
  sundayAfternoon,
  bridgeDay,
  missedScrapes,
  impatientClients,
  consumersMove,
  newNodes,
];
