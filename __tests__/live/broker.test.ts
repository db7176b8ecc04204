/**
 * What was synthesized for a broker in the environment `local`, run with the real engines: RabbitMQ with queues,
 * bindings and consumers of all kinds; the JSON exporter with the configuration of its Helm values; a Prometheus that
 * scrapes as the ServiceMonitors say and records as the PrometheusRule says; and every query of the dashboard and the
 * alerts asked of it.
 *
 * Addresses differ, and time passes thirty times as fast: what spans five minutes spans ten seconds, and a scrape comes
 * every second. Patience is scaled by ten only, for no program is faster here: the scrape's timeout of 10 s is 1 s, and
 * whoever is slow answers after what would be 11 s.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { thresholdOf } from "../../alerts/alert";
import { scrapeInterval } from "../../environments/scrape";
import { local } from "../../environments/local";
import { rabbitmqMetrics } from "../../signals/contracts/rabbitmq";
import { bindingInfo, rabbitmqBindings } from "../../signals/contracts/rabbitmq-bindings";
import { toldByService } from "../../signals/resource-alarm";
import { queue } from "../../signals/use/broker";
import { brokerJobs } from "../../signals/use/broker-jobs";
import { MonitoringStack } from "../../stacks/monitoring-stack";
import { buildApp } from "../../synthesis/app";
import { system } from "../../system";
import { rabbitmq as described } from "../../system/messaging";
import { milliseconds, minutes, seconds } from "../../units/quantities";
import { promDuration } from "../../units/text";
import { emptyFolder } from "../support/folder";
import { faster } from "../support/live/faster";
import { kubeconform } from "../support/live/helm";
import type { MonitoredBroker } from "../support/live/monitored-broker";
import { monitoringPassword, startMonitoredBroker } from "../support/live/monitored-broker";
import type { Mood } from "../support/live/moody-proxy";
import { pause } from "../../engines/run/process";
import type { Prometheus } from "../support/live/prometheus";
import type { RabbitMq } from "../support/live/rabbitmq";
import type { Consumer } from "../support/live/rabbitmq-clients";
import { consume, publishMany, publishSteadily } from "../support/live/rabbitmq-clients";
import { stopAll } from "../support/live/stop-all";
import { alertQueries, panelQueries, readStack } from "../support/synthesized";
import { selector } from "../../promql/labels";
import type { Labels } from "../../promql/labels";

const timesAsFast = 30;
const timesAsPatient = 10;
/** As synthesized: the test below says so. */
const synthesizedTimeout = seconds(10);
const slow = seconds(11);
const patience = seconds(60);

const app = buildApp({ system: { ...system, resources: [described] }, environment: local, outdir: emptyFolder() });
app.synth();
const stack = readStack(readFileSync(join(app.outdir, "stacks", "monitoring", "cdk.tf.json"), "utf8"));
const slice = app.node
  .findAll()
  .flatMap((construct) => (construct instanceof MonitoringStack ? construct.slices : []))
  .find(({ of }) => of === described.name);
const isOfBroker = (name: string) => name === "use-rabbitmq" || name === "use-rabbitmq-alerts";

const jobs = brokerJobs(described);

let monitored: MonitoredBroker;
let rabbitmq: RabbitMq;
let prometheus: Prometheus;
const clients: { stop(): Promise<void> }[] = [];

/** What a shop's broker holds: queues of every kind that the description knows, and one that it does not. */
async function furnish(): Promise<void> {
  const nothing = "^$";
  await rabbitmq.addUser("monitoring", {
    password: monitoringPassword,
    tags: ["monitoring"],
    permissions: { configure: nothing, write: nothing, read: nothing },
  });
  await rabbitmq.declareExchange("mes.events", "topic");
  await rabbitmq.declareExchange("shop.news", "fanout");
  await rabbitmq.declareExchange("crm.match", "headers");
  for (const name of ["mes.orders", "shop.quotes", "shop.order-status", "crm.mail", "experiment"])
    await rabbitmq.declareQueue(name);
  await rabbitmq.bind("mes.events", "mes.orders", "order.created");
  await rabbitmq.bind("mes.events", "shop.order-status", "status.shipped");
  await rabbitmq.bind("mes.events", "shop.order-status", "status.produced.*");
  await rabbitmq.bind("shop.news", "shop.quotes", "");
  // Two bindings that differ in nothing but their arguments.
  await rabbitmq.bind("crm.match", "shop.quotes", "", { "x-match": "all", kind: "visit" });
  await rabbitmq.bind("crm.match", "shop.quotes", "", { "x-match": "all", kind: "deal" });
}

/** Consumers that acknowledge, that do not, and one that dies. */
async function open(): Promise<void> {
  const { amqpUrl } = rabbitmq;
  const takes = async (name: string, props: Partial<Parameters<typeof consume>[1]> = {}): Promise<Consumer> => {
    const consumer = await consume(amqpUrl, { queue: name, ...props });
    clients.push({ stop: () => consumer.close().catch(() => undefined) });
    return consumer;
  };
  await takes("mes.orders");
  const events = { exchange: "mes.events", perSecond: 20 };
  clients.push(await publishSteadily(amqpUrl, { ...events, routingKey: "order.created" }));
  // For which nobody is bound.
  clients.push(await publishSteadily(amqpUrl, { ...events, routingKey: "order.lost" }));
  await takes("shop.quotes", { acknowledges: false });
  await publishMany(amqpUrl, { exchange: "shop.news", routingKey: "", count: 3 });
  await takes("shop.order-status", { acknowledges: false, prefetch: 5 });
  await publishMany(amqpUrl, { exchange: "", routingKey: "shop.order-status", count: 105 });
  const mortal = await consume(amqpUrl, { queue: "crm.mail" });
  mortal.die();
  await publishMany(amqpUrl, { exchange: "", routingKey: "crm.mail", count: 4 });
  await publishMany(amqpUrl, { exchange: "", routingKey: "experiment", count: 7 });
}

const scaled = (duration: typeof slow) => milliseconds(duration.milliseconds / timesAsPatient);

beforeAll(async () => {
  monitored = await startMonitoredBroker({
    broker: described,
    stack,
    timesAsFast,
    interval: milliseconds(scrapeInterval.milliseconds / timesAsFast),
    timeout: scaled(synthesizedTimeout),
    late: scaled(slow),
  });
  ({ rabbitmq, prometheus } = monitored);
  await furnish();
  await open();
  // Until everything that looks back ten minutes has seen ten of these consumers.
  const seen = `count_over_time(${queue.drain.time.name}{queue_name="shop.order-status"}[1m])`;
  await prometheus.waitFor(seen, ([sample]) => (sample?.value ?? 0) >= 22, minutes(2));
}, 240_000);

afterAll(() => stopAll(...clients, monitored), 60_000);

/** Until each target was asked once more, from now on: what it said before is over. */
async function scraped(): Promise<void> {
  const now = Date.now() / 1000;
  await prometheus.waitFor("min(timestamp(up))", ([oldest]) => (oldest?.value ?? 0) > now);
}

const inFlight = async () =>
  Object.fromEntries(
    (await prometheus.query(queue.messages.count.name)).map(({ labels, value }) => [
      `${labels.queue_name ?? ""} ${labels.routing_key ?? ""}`,
      value,
    ]),
  );

const alerts = alertQueries(stack, isOfBroker);

/** The alerts whose value lies beyond their threshold, and of which queue. */
async function beyond(): Promise<string[]> {
  const found = await Promise.all(
    alerts.map(async ({ where, expr }) => {
      const id = where.replace("alert ", "");
      const fires = slice?.alerts.find((alert) => alert.id === id)?.fires;
      if (!fires) throw new Error(`no ${where}`);
      const isBeyond = (value: number) => ("above" in fires ? value > thresholdOf(fires) : value < thresholdOf(fires));
      const answer = await prometheus.query(faster(expr, timesAsFast));
      return answer
        .filter(({ value }) => isBeyond(value))
        .map(({ labels }) => [id, labels.queue_name].filter(Boolean).join(" "));
    }),
  );
  return found.flat().sort();
}

/** Asks until it is so, and gives the last answer when time is up. */
async function eventually<T>(ask: () => Promise<T>, expected: T): Promise<T> {
  const deadline = Date.now() + patience.milliseconds;
  for (;;) {
    const answer = await ask();
    if (JSON.stringify(answer) === JSON.stringify(expected) || Date.now() > deadline) return answer;
    await pause(seconds(0.5));
  }
}

/** The faults that these consumers are: each is one kind of alert, at both levels. */
const faults = [
  "rabbitmq-answers-drain shop.order-status",
  "rabbitmq-answers-drain-page shop.order-status",
  "rabbitmq-answers-stuck shop.quotes",
  "rabbitmq-answers-stuck-page shop.quotes",
  "rabbitmq-events-gone crm.mail",
  "rabbitmq-unroutable",
];

/** What was lost in the last quarter of an hour is told until that is over. */
const stillTold = "rabbitmq-unroutable";

describe("what is scraped", () => {
  it("is what objects say that their schema accepts, and with the timeout that was scaled", async () => {
    const { monitors, rules } = monitored;
    expect(await kubeconform([...monitors, ...rules])).toBe("");
    const timeouts = Array.from(
      JSON.stringify(monitors).matchAll(/"scrapeTimeout":"(\w+)"/g),
      ([, timeout]) => timeout,
    );
    expect(timeouts).toEqual(Object.values(jobs).map(() => promDuration(synthesizedTimeout)));
  });

  it.each([...rabbitmqMetrics.metrics, ...rabbitmqBindings.metrics])(
    "is $name with exactly the labels of the contract",
    async ({ name, labels }) => {
      const series = await prometheus.query(name);
      expect(series).not.toEqual([]);
      // Prometheus keeps no label that is empty: the default exchange has no name, and a fanout no key.
      const known = (one: Labels) => Object.keys(one).filter((label) => label !== "__name__");
      for (const one of series) expect(labels).toEqual(expect.arrayContaining(known(one.labels)));
      expect([...new Set(series.flatMap((one) => known(one.labels)))].sort()).toEqual([...labels].sort());
    },
  );

  it("is nothing else", async () => {
    const kept = await prometheus.query('count by (__name__) ({job=~"use-rabbitmq-.+",__name__!~"up|scrape_.+"})');
    const stated = [...rabbitmqMetrics.metrics, ...rabbitmqBindings.metrics].map(({ name }) => name);
    expect(kept.map(({ labels }) => labels.__name__).sort()).toEqual(stated.sort());
    const targets = await prometheus.targets();
    expect(targets.map(({ health, lastError }) => ({ health, lastError }))).toEqual(
      targets.map(() => ({ health: "up", lastError: "" })),
    );
    expect(new Set(targets.map(({ labels }) => labels.job))).toEqual(new Set(Object.values(jobs)));
  });
});

describe("messages in flight (13)", () => {
  it("are known by queue and routing key, and by nothing else", async () => {
    for (const { labels } of await prometheus.query(queue.messages.count.name))
      expect(Object.keys(labels).sort()).toEqual(["__name__", "queue_name", "routing_key"]);
  });

  it("are each queue's number under each of its keys: of topics, of a fanout, of headers, and its own name", async () => {
    const counted = await inFlight();
    expect(counted).toEqual({
      "shop.order-status status.shipped": 105,
      "shop.order-status status.produced.*": 105,
      "shop.quotes (none)": 3,
      "crm.mail crm.mail": 4,
      // Its consumer keeps up: how many are on their way is another number each time.
      "mes.orders order.created": expect.any(Number) as unknown,
    });
    const told = await rabbitmq.admin<{ name: string; messages: number }[]>("GET", "/queues/%2F");
    const fixed = Object.entries(counted).filter(([key]) => !key.startsWith("mes.orders"));
    for (const [key, count] of fixed)
      expect([key, count]).toEqual([key, told.find(({ name }) => name === key.split(" ")[0])?.messages]);
  });
});

describe("the recorded series", () => {
  const ofQueue = async ({ name }: { readonly name: string }, queue_name: string) => {
    const [sample, ...more] = await prometheus.query(`${name}${selector({ resource: "rabbitmq", queue_name })}`);
    expect(more).toEqual([]);
    return sample?.value;
  };

  it("are written without error", async () => {
    expect((await prometheus.rules()).filter(({ health }) => health !== "ok")).toEqual([]);
  });

  it("tell what waits from what is held", async () => {
    expect(await ofQueue(queue.waiting.count, "shop.order-status")).toBe(100);
    expect(await ofQueue(queue.held.count, "shop.order-status")).toBe(5);
    expect(await ofQueue(queue.waiting.count, "shop.quotes")).toBe(0);
    expect(await ofQueue(queue.held.count, "shop.quotes")).toBe(3);
    expect(await ofQueue(queue.consumers.count, "crm.mail")).toBe(0);
    expect(await prometheus.query(queue.undeclared.count.name)).toMatchObject([{ value: 7 }]);
  });

  it("tell the pace of consumers, and how long they will take", async () => {
    const published = await ofQueue(queue.published.rate, "mes.orders");
    const completed = await ofQueue(queue.completed.rate, "mes.orders");
    // A timer of twenty a second is late now and then.
    expect(published).toBeGreaterThan(14);
    expect(Math.abs((completed ?? 0) - (published ?? 0))).toBeLessThan(2);
    expect(await ofQueue(queue.drain.time, "mes.orders")).toBeLessThan(5);
    expect(await ofQueue(queue.drain.time, "shop.order-status")).toBeCloseTo(100 * 300);
  });
});

describe("the queries", () => {
  const asGrafanaAsks = (expr: string) => faster(expr.replaceAll("$queue", ".*"), timesAsFast);

  // It has a value only while a service pages, and none is here.
  const isToldOnly = ({ expr }: { readonly expr: string }) => expr.includes(toldByService.ratio.name);
  const queries = panelQueries(stack, isOfBroker);

  it.each(queries.filter(isToldOnly))("$where is answered by nobody, for no service pages", async ({ expr }) => {
    expect(await prometheus.query(asGrafanaAsks(expr))).toEqual([]);
  });

  it.each(queries.filter((query) => !isToldOnly(query)))("$where is answered", async ({ expr }) => {
    const answer = await prometheus.query(asGrafanaAsks(expr));
    expect(answer).not.toEqual([]);
    for (const { value } of answer) expect(Number.isFinite(value)).toBe(true);
  });

  it.each(alerts)("$where has a number", async ({ expr }) => {
    const answer = await prometheus.query(asGrafanaAsks(expr));
    expect(answer).not.toEqual([]);
    for (const { value } of answer) expect(Number.isFinite(value)).toBe(true);
  });

  it("of the alerts tell each fault once, and none of the queue that is well", async () => {
    expect(await eventually(beyond, faults)).toEqual(faults);
  });
});

describe("the exporter of the bindings", () => {
  const noBindings = [...faults, "rabbitmq-exporter"].sort();

  it.each<[string, Record<"management" | "exporter", Mood>, { health: string; lastError: RegExp }]>([
    [
      "slow, for the management API is",
      { management: "slow", exporter: "well" },
      { health: "down", lastError: /deadline exceeded/ },
    ],
    ["slow itself", { management: "well", exporter: "slow" }, { health: "down", lastError: /deadline exceeded/ }],
    ["answering garbage", { management: "well", exporter: "garbage" }, { health: "down", lastError: /Content-Type/ }],
    [
      "told garbage by the management API",
      { management: "garbage", exporter: "well" },
      { health: "up", lastError: /^$/ },
    ],
  ])("is missed when it is %s, and nothing else is", async (_, { management, exporter }, { health, lastError }) => {
    monitored.moods.management.mood = management;
    monitored.moods.exporter.mood = exporter;
    await scraped();
    expect(await eventually(beyond, noBindings)).toEqual(noBindings);
    const target = (await prometheus.targets()).find(({ labels }) => labels.job === jobs.bindings);
    expect(target).toMatchObject({ health, lastError: expect.stringMatching(lastError) as unknown });
    // Keys are remembered.
    expect(Object.keys(await inFlight())).toContain("shop.quotes (none)");
  });

  it("that is away for a quarter of an hour leaves keys unknown, but not numbers, and brings them back", async () => {
    await prometheus.waitFor(
      `count(${queue.messages.count.name}{routing_key="(unknown)"})`,
      ([sample]) => sample?.value === 4,
      minutes(2),
    );
    expect(await inFlight()).toMatchObject({
      "shop.quotes (unknown)": 3,
      "shop.order-status (unknown)": 105,
      "crm.mail (unknown)": 4,
    });
    monitored.moods.management.mood = "well";
    expect(await eventually(beyond, faults)).toEqual(faults);
    await prometheus.waitFor(
      `count(${queue.messages.count.name}{routing_key="(unknown)"})`,
      ({ length }) => length === 0,
    );
    expect(await inFlight()).toMatchObject({ "shop.quotes (none)": 3, "crm.mail crm.mail": 4 });
  }, 180_000);

  it("is missed when its user may see no virtual host: RabbitMQ says nothing, with status 200", async () => {
    await rabbitmq.admin("DELETE", "/permissions/%2F/monitoring");
    expect(await eventually(beyond, noBindings)).toEqual(noBindings);
    await rabbitmq.admin("PUT", "/permissions/%2F/monitoring", { configure: "^$", write: "^$", read: "^$" });
    expect(await eventually(beyond, faults)).toEqual(faults);
  }, 130_000);
});

/** No service pages that needs it: there is none. */
const absent = ["rabbitmq-absent", "rabbitmq-absent-page"];

describe("the broker's own plugin", () => {
  it("that is slow or answers garbage is as good as gone: one alert, at both its levels", async () => {
    const expected = [...absent, stillTold];
    for (const mood of ["slow", "garbage"] as const) {
      monitored.moods.plugin.mood = mood;
      await scraped();
      expect(await eventually(beyond, expected)).toEqual(expected);
      expect(await prometheus.query(queue.messages.count.name)).toEqual([]);
    }
    monitored.moods.plugin.mood = "well";
    expect(await eventually(beyond, faults)).toEqual(faults);
  }, 200_000);
});

describe("a thousand queues more", () => {
  it("cost little", async () => {
    const names = Array.from({ length: 1000 }, (_, n) => `crm.visits.${n}`);
    for (let first = 0; first < names.length; first += 20)
      await Promise.all(
        names.slice(first, first + 20).map(async (name) => {
          await rabbitmq.declareQueue(name);
          await rabbitmq.bind("mes.events", name, `visit.${name}`);
        }),
      );
    // Of the shop's own five queues each has a binding of its own name, and there are six more.
    const [queuesNow, bindingsNow] = [1005, 5 + 6 + 2 * 1000];
    const bindings = await rabbitmq.admin<unknown[]>("GET", "/bindings/%2F");
    expect(bindings).toHaveLength(bindingsNow);
    const ofJob = async (metric: string, job: string) =>
      (await prometheus.query(`${metric}{job="${job}"}`))[0]?.value ?? NaN;
    await prometheus.waitFor(`count(${bindingInfo.name})`, ([sample]) => sample?.value === bindingsNow, patience);
    // One of the four that are described has two keys.
    await prometheus.waitFor(`count(${queue.messages.count.name})`, ([sample]) => sample?.value === 1005, patience);
    await scraped();
    const lines = await Promise.all(
      Object.values(jobs).map(async (job) => {
        const time = await ofJob("scrape_duration_seconds", job);
        const samples = await ofJob("scrape_samples_post_metric_relabeling", job);
        return { job, time, samples };
      }),
    );
    const evaluation = await evaluationTime();
    console.log(
      [
        `${queuesNow} queues, ${bindings.length} bindings:`,
        ...lines.map(({ job, time, samples }) => `${job}: a scrape takes ${time.toFixed(3)} s for ${samples} samples`),
        `use-rabbitmq: an evaluation of all rules takes ${evaluation.toFixed(3)} s`,
      ].join("\n"),
    );
    const of = (job: string) => lines.find((line) => line.job === job);
    expect(of(jobs.queues)?.samples).toBe(4 * queuesNow);
    expect(of(jobs.bindings)?.samples).toBe(bindingsNow);
    // Channels are as many as before.
    expect(of(jobs.channels)?.samples).toBeLessThan(50);
    // A scrape that took longer than its timeout would have failed.
    expect(evaluation).toBeLessThan(scrapeInterval.milliseconds / 1000);
  }, 180_000);

  async function evaluationTime(): Promise<number> {
    const { data } = (await (await fetch(`${prometheus.url}/api/v1/rules`)).json()) as {
      data: { groups: { name: string; evaluationTime: number }[] };
    };
    return data.groups.find(({ name }) => name === "use-rabbitmq")?.evaluationTime ?? NaN;
  }
});

describe("what is killed", () => {
  it("is seen: of the exporter nothing but its absence", async () => {
    await monitored.exporter.stop();
    const expected = [...faults, "rabbitmq-exporter"].sort();
    expect(await eventually(beyond, expected)).toEqual(expected);
  }, 90_000);

  it("is seen: of the broker one alert, at both its levels, and no storm, whatever else it takes along", async () => {
    await rabbitmq.stop();
    const expected = [...absent, stillTold];
    expect(await eventually(beyond, expected)).toEqual(expected);
    for (let times = 0; times < 3; times += 1) {
      await scraped();
      expect(await beyond()).toEqual(expected);
    }
    expect(await prometheus.query(queue.messages.count.name)).toEqual([]);
  }, 90_000);
});
