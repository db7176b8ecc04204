/**
 * What was synthesized for a broker in the environment `local`, run with the real engines: RabbitMQ with queues, bindings
 * and consumers of all kinds; the JSON exporter with the configuration of its Helm values; a Prometheus that scrapes as
 * the ServiceMonitors say and records as the PrometheusRule says; and every query of the dashboard and the alerts asked
 * of it. Addresses differ, and time passes twenty times as fast: what spans five minutes spans fifteen seconds.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { thresholdOf } from "../../alerts/alert";
import { passwordFile } from "../../constructs/chart-values/prometheus-json-exporter";
import type { JsonExporterValues } from "../../constructs/chart-values/prometheus-json-exporter";
import { local } from "../../environments/local";
import { rabbitmqMetrics } from "../../signals/contracts/rabbitmq";
import { bindingInfo, rabbitmqBindings } from "../../signals/contracts/rabbitmq-bindings";
import { node, queue } from "../../signals/use/broker";
import { brokerJobs } from "../../signals/use/broker-jobs";
import { MonitoringStack } from "../../stacks/monitoring-stack";
import { buildApp } from "../../synthesis/app";
import { system } from "../../system";
import { rabbitmq as described } from "../../system/messaging";
import { minutes, seconds } from "../../units/quantities";
import { emptyFolder } from "../support/folder";
import type { Exporter } from "../support/live/exporter";
import { faster, fasterRules } from "../support/live/faster";
import type { KubernetesObject } from "../support/live/helm";
import { helmTemplate, kubeconform } from "../support/live/helm";
import { startJsonExporter } from "../support/live/json-exporter";
import type { MoodyProxy } from "../support/live/moody-proxy";
import { startMoodyProxy } from "../support/live/moody-proxy";
import { pause } from "../support/live/process";
import type { Prometheus, ScrapeConfig } from "../support/live/prometheus";
import { startPrometheus } from "../support/live/prometheus";
import type { RabbitMq } from "../support/live/rabbitmq";
import { startRabbitMq } from "../support/live/rabbitmq";
import type { Consumer, Publisher } from "../support/live/rabbitmq-clients";
import { consume, publishMany, publishSteadily } from "../support/live/rabbitmq-clients";
import { selector } from "../support/live/series";
import type { Labels } from "../support/live/spans";
import type { ServiceMonitor } from "../support/live/service-monitor";
import { scrapeConfigs } from "../support/live/service-monitor";
import type { Branch } from "../support/live/tree";
import { alertQueries, panelQueries, readStack, valuesOf } from "../support/synthesized";
import { resourceIn } from "../support/use-slices";

const timesAsFast = 20;
const interval = "1500ms";
const patience = seconds(60);
const charts = join(__dirname, "..", "..", "constructs", "charts");

const app = buildApp({ system: { ...system, resources: [described] }, environment: local, outdir: emptyFolder() });
app.synth();
const stack = readStack(readFileSync(join(app.outdir, "stacks", "monitoring", "cdk.tf.json"), "utf8"));
const slice = app.node
  .findAll()
  .flatMap((construct) => (construct instanceof MonitoringStack ? construct.slices : []))
  .find(({ of }) => of === described.name);
const values = (name: string) => valuesOf(resourceIn(stack, "helm_release", name));
const isOfBroker = (name: string) => name === "use-rabbitmq" || name === "use-rabbitmq-alerts";

const jobs = brokerJobs(described);
const pod = "rabbitmq-0";
const password = "of-monitoring";

let rabbitmq: RabbitMq;
let management: MoodyProxy;
let plugin: MoodyProxy;
let exporter: Exporter;
let prometheus: Prometheus;
let rules: KubernetesObject[];
let monitors: KubernetesObject[];
const clients: (Publisher | { stop(): Promise<void> })[] = [];

/** Of a disk on which nothing happened: it takes six hours to foretell anything, and here 18 minutes. */
function history(): string {
  const series = `${node.disk.free.name}${selector({ resource: described.name, instance: pod })}`;
  const now = Math.floor(Date.now() / 1000);
  const past = Array.from({ length: 180 }, (_, n) => `${series} 70000000000 ${now - 1810 + 10 * n}`);
  return [`# TYPE ${node.disk.free.name} gauge`, ...past, "# EOF", ""].join("\n");
}

/** As the operator would make them of the ServiceMonitors, and of the pods that they find. */
function scrapes(): ScrapeConfig[] {
  const broker = {
    namespace: described.namespace,
    service: described.service,
    pod,
    container: "rabbitmq",
    addresses: { prometheus: plugin.url.replace("http://", "") },
  };
  const beside = {
    namespace: "monitoring",
    service: jobs.bindings,
    pod: `${jobs.bindings}-6d4cf56db6-x7x2p`,
    container: "prometheus-json-exporter",
    addresses: { http: exporter.address },
  };
  const here = (text: string) => text.replace("http://rabbitmq.messaging.svc:15672", management.url);
  return (monitors as readonly unknown[] as readonly ServiceMonitor[]).flatMap((monitor) =>
    scrapeConfigs(monitor, [broker, beside]).map((config) => ({
      ...(JSON.parse(here(JSON.stringify(config))) as ScrapeConfig),
      scrape_interval: interval,
      scrape_timeout: interval,
    })),
  );
}

/** What a shop's broker holds: queues of every kind that the description knows, and one that it does not. */
async function furnish(): Promise<void> {
  const nothing = "^$";
  await rabbitmq.addUser("monitoring", {
    password,
    tags: ["monitoring"],
    permissions: { configure: nothing, write: nothing, read: nothing },
  });
  await rabbitmq.declareExchange("mes.events", "topic");
  await rabbitmq.declareExchange("shop.news", "fanout");
  await rabbitmq.declareExchange("crm.match", "headers");
  for (const name of ["mes.orders", "shop.quotes", "shop.order-status", "crm.mail", "experiment"])
    await rabbitmq.declareQueue(name);
  await rabbitmq.bind("mes.events", "mes.orders", "order.created");
  await rabbitmq.bind("mes.events", "mes.orders", "order.paid.*");
  await rabbitmq.bind("shop.news", "shop.quotes", "");
  // Two bindings that differ in nothing but their arguments.
  await rabbitmq.bind("crm.match", "crm.mail", "", { "x-match": "all", kind: "visit" });
  await rabbitmq.bind("crm.match", "crm.mail", "", { "x-match": "all", kind: "deal" });
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

beforeAll(async () => {
  const objects = (name: string) => helmTemplate(join(charts, "objects"), name, values(name));
  [rabbitmq, rules, monitors] = await Promise.all([
    startRabbitMq(),
    helmTemplate(join(charts, "prometheus-rules"), "use-rabbitmq-rules", values("use-rabbitmq-rules")),
    Promise.all([objects("use-rabbitmq-metrics"), objects(`${jobs.bindings}-scrape`)]).then((all) => all.flat()),
  ]);
  await furnish();
  management = await startMoodyProxy(rabbitmq.managementUrl);
  plugin = await startMoodyProxy(rabbitmq.prometheusUrl);
  const { configuration } = values(jobs.bindings) as JsonExporterValues;
  exporter = await startJsonExporter(configuration.structuredConfig as Branch, { [passwordFile]: password });
  prometheus = await startPrometheus({
    ruleFiles: Object.fromEntries(
      rules.map(({ metadata, spec }) => [metadata.name, fasterRules(spec, timesAsFast, interval)]),
    ),
    scrapeConfigs: scrapes(),
    history: history(),
  });
  await open();
  // Until everything that looks back ten minutes has seen ten of these consumers.
  const seen = `count_over_time(${queue.drain.time.name}{queue_name="shop.order-status"}[1m])`;
  await prometheus.waitFor(seen, ([sample]) => (sample?.value ?? 0) >= 22, minutes(2));
}, 240_000);

afterAll(async () => {
  await Promise.all(clients.map((client) => client.stop()));
  await prometheus.stop();
  await exporter.stop();
  await management.stop();
  await plugin.stop();
  await rabbitmq.stop();
}, 60_000);

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
  "rabbitmq-crm-gone crm.mail",
  "rabbitmq-crm-gone-page crm.mail",
  "rabbitmq-unroutable",
];

/** What was lost in the last quarter of an hour is told until that is over. */
const stillTold = "rabbitmq-unroutable";

describe("what is scraped", () => {
  it("is what objects say that their schema accepts", async () => {
    expect(await kubeconform([...monitors, ...rules])).toBe("");
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
    expect(counted).toMatchObject({
      "shop.quotes (none)": 3,
      "shop.order-status shop.order-status": 105,
      "crm.mail (none)": 4,
    });
    expect(Object.keys(counted).sort()).toEqual([
      "crm.mail (none)",
      "mes.orders order.created",
      "mes.orders order.paid.*",
      "shop.order-status shop.order-status",
      "shop.quotes (none)",
    ]);
    expect(counted["mes.orders order.created"]).toBe(counted["mes.orders order.paid.*"]);
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

  it.each(panelQueries(stack, isOfBroker))("$where is answered", async ({ expr }) => {
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

describe("the management API", () => {
  const noBindings = [...faults, "rabbitmq-exporter"].sort();

  it("that is slow is seen as its exporter's absence, and nothing else", async () => {
    management.mood = "slow";
    expect(await eventually(beyond, noBindings)).toEqual(noBindings);
    management.mood = "well";
    expect(await eventually(beyond, faults)).toEqual(faults);
  }, 130_000);

  it("that answers garbage is too, and after a quarter of an hour keys are unknown, but numbers are not", async () => {
    management.mood = "garbage";
    expect(await eventually(beyond, noBindings)).toEqual(noBindings);
    expect(await prometheus.query(`up{job="${jobs.bindings}"}`)).toMatchObject([{ value: 1 }]);
    expect(Object.keys(await inFlight())).toContain("crm.mail (none)");
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
    management.mood = "well";
    expect(await eventually(beyond, faults)).toEqual(faults);
    await prometheus.waitFor(`${queue.messages.count.name}{routing_key="(none)"}`, ({ length }) => length === 2);
  }, 240_000);

  it("that lets the user see no virtual host says nothing, and that is seen", async () => {
    await rabbitmq.admin("DELETE", "/permissions/%2F/monitoring");
    expect(await eventually(beyond, noBindings)).toEqual(noBindings);
    await rabbitmq.admin("PUT", "/permissions/%2F/monitoring", { configure: "^$", write: "^$", read: "^$" });
    expect(await eventually(beyond, faults)).toEqual(faults);
  }, 130_000);
});

describe("the broker's own plugin", () => {
  it("that is slow or answers garbage is as good as gone: one alert", async () => {
    const expected = ["rabbitmq-absent", stillTold];
    for (const mood of ["slow", "garbage"] as const) {
      plugin.mood = mood;
      expect(await eventually(beyond, expected)).toEqual(expected);
      expect(await prometheus.query(queue.messages.count.name)).toEqual([]);
    }
    plugin.mood = "well";
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
    const count = `count(${queue.messages.count.name})`;
    await prometheus.waitFor(count, ([sample]) => sample?.value === 1005, patience);
    await pause(seconds(6));
    const ofJob = async (metric: string, job: string) =>
      (await prometheus.query(`max_over_time(${metric}{job="${job}"}[6s])`))[0]?.value ?? NaN;
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
        "1,005 queues, 2,010 bindings:",
        ...lines.map(({ job, time, samples }) => `${job}: a scrape takes ${time.toFixed(3)} s for ${samples} samples`),
        `use-rabbitmq: an evaluation of all rules takes ${evaluation.toFixed(3)} s`,
      ].join("\n"),
    );
    const of = (job: string) => lines.find((line) => line.job === job);
    // Channels are as many as before.
    expect(of(jobs.queues)?.samples).toBe(4 * 1005);
    expect(of(jobs.channels)?.samples).toBeLessThan(50);
    for (const { time } of lines) expect(time).toBeLessThan(2);
    expect(evaluation).toBeLessThan(2);
    expect(await prometheus.query(`count(${bindingInfo.name})`)).toMatchObject([
      { value: expect.any(Number) as unknown },
    ]);
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
    await exporter.stop();
    const expected = [...faults, "rabbitmq-exporter"].sort();
    expect(await eventually(beyond, expected)).toEqual(expected);
  }, 90_000);

  it("is seen: of the broker one alert and no storm, whatever else it takes along", async () => {
    await rabbitmq.stop();
    const expected = ["rabbitmq-absent", stillTold];
    expect(await eventually(beyond, expected)).toEqual(expected);
    await pause(seconds(5));
    expect(await beyond()).toEqual(expected);
    expect(await prometheus.query(queue.messages.count.name)).toEqual([]);
  }, 90_000);
});
