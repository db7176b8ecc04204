/**
 * The monitoring watches itself with real faults: a Prometheus that scrapes itself, with a rule that fails, a target
 * over its limit, targets that die or never were, and more on disk than there may be; a collector that runs out of
 * series and one that runs out of memory. Rules, queries and collectors are as synthesized for production, but for what
 * makes them fail, and follow each other faster. Grafana, the kubelet and the operator need a cluster: pages stand in
 * for them.
 */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { TerraformStack } from "cdktf";
import { ContentFolder } from "../../constructs/content-folder";
import { PlatformMonitoring } from "../../constructs/platform-monitoring";
import { SpanMetricsExporter } from "../../constructs/span-metrics-exporter";
import { production } from "../../environments/production";
import { ports } from "../../exporters/span-metrics";
import type { HttpService } from "../../model/http-service";
import { sliceName } from "../../model/http-service";
import { receivedSpans } from "../../signals/contracts/collector";
import { alerting } from "../../signals/contracts/grafana";
import { prometheus as contract } from "../../signals/contracts/prometheus";
import { serverSpans } from "../../signals/contracts/span-metrics";
import { platform } from "../../signals/platform";
import { platformSignals } from "../../signals/platform-series";
import { system } from "../../system";
import { crmApi } from "../../system/crm";
import { shopApi } from "../../system/shop";
import { milliseconds, seconds } from "../../units/quantities";
import { inTheClear } from "../support/in-the-clear";
import { noLogs } from "../support/no-logs";
import type { Collector } from "../support/live/collector";
import { startCollector } from "../support/live/collector";
import type { KubernetesObject } from "../support/live/helm";
import { helmTemplate, kubeconform } from "../support/live/helm";
import type { Page } from "../support/live/http-page";
import { servePage } from "../support/live/http-page";
import { freePorts, loopback, pause } from "../../engines/run/process";
import type { Prometheus, ScrapeConfig } from "../support/live/prometheus";
import { startPrometheus } from "../support/live/prometheus";
import { checkRules } from "../support/live/promtool";
import { traffic } from "../support/live/red-traffic";
import type { ServiceMonitor } from "../support/live/service-monitor";
import { scrapeConfigs } from "../support/live/service-monitor";
import { sendSpans } from "../support/live/spans";
import type { Branch } from "../support/live/tree";
import { overlaid } from "../support/live/tree";
import { alertQueries, panelQueries, rulesOf, synthesizedStack, valuesOf } from "../support/synthesized";
import { testApp } from "../support/test-app";
import { resourceIn } from "../support/use-slices";
import { selector } from "../../promql/labels";

const rulesChart = join(__dirname, "..", "..", "constructs", "charts", "prometheus-rules");
const scrapeInterval = seconds(1);
/** Not the scrapes' rhythm, so that some evaluation is clear of them. */
const evaluationInterval = milliseconds(1300);
/** On a machine that is busy with other things too. */
const patience = seconds(90);

const services = [shopApi, crmApi];
const stack = (() => {
  const stack = new TerraformStack(testApp(), "monitoring");
  const folder = new ContentFolder(stack, "folder", { uid: "monitoring", title: "Monitoring" });
  // In the clear here, and in what follows: tls-exporters.test.ts and tls-spans.test.ts are about certificates.
  const environment = inTheClear(production);
  new PlatformMonitoring(stack, "platform", { system, environment, folder, logs: noLogs });
  for (const service of services)
    new SpanMetricsExporter(stack, service.name, {
      name: sliceName(service.name),
      environment: { exporter: production.exporter },
      services: [service],
    });
  return synthesizedStack(stack);
})();
const release = (name: string) => valuesOf(resourceIn(stack, "helm_release", name));

/**
 * What makes the collectors fail: so few combinations that the first traffic has more, so little memory that none is
 * left.
 */
const shortage: Readonly<Record<string, Branch>> = {
  [shopApi.name]: { connectors: { span_metrics: { aggregation_cardinality_limit: 20, metrics_flush_interval: "1s" } } },
  [crmApi.name]: {
    processors: {
      memory_limiter: {
        check_interval: "1s",
        limit_mib: 2,
        spike_limit_mib: 1,
        limit_percentage: null,
        spike_limit_percentage: null,
      },
    },
  },
};

interface ExporterValues {
  readonly alternateConfig: Branch;
  readonly serviceMonitor: {
    readonly sampleLimit: number;
    readonly metricsEndpoints: ServiceMonitor["spec"]["endpoints"];
  };
}

const exporterValues = ({ name }: HttpService) => release(sliceName(name)) as ExporterValues;

const collectorScrapes = (service: HttpService, collector: Collector) => {
  const name = sliceName(service.name);
  const { sampleLimit, metricsEndpoints } = exporterValues(service).serviceMonitor;
  return scrapeConfigs(
    { metadata: { name, namespace: "monitoring" }, spec: { sampleLimit, endpoints: metricsEndpoints } },
    [
      {
        namespace: "monitoring",
        service: name,
        pod: `${name}-0`,
        container: "opentelemetry-collector",
        addresses: { red: collector.address(ports.red), metrics: collector.address(ports.metrics) },
      },
    ],
  );
};

/** As the charts' ServiceMonitors have them scraped: none of them relabels anything. */
const podScrapes = (service: string, pod: string, port: string, address: string) =>
  scrapeConfigs(
    { metadata: { name: service, namespace: "monitoring" }, spec: { endpoints: [{ port, path: "/metrics" }] } },
    [{ namespace: "monitoring", service, pod, container: service, addresses: { [port]: address } }],
  );

const prometheusPod = "prometheus-kps-prometheus-0";
const grafanaPod = "grafana-6d4cf56db6-x7x2p";

/** Evaluates twenty rules between two scrapes, of which two fail. */
const grafanaPage = () => {
  let scraped = 0;
  const counters = (at: number) => [
    `${alerting.evaluations.name}{org="1"} ${20 * at}`,
    `${alerting.failures.name}{org="1"} ${2 * at}`,
    `${alerting.behind.name} 0.0006`,
  ];
  return () => `${counters((scraped += 1)).join("\n")}\n`;
};

const onePage = "up_and_running 1\n";
const tenSamples = Array.from({ length: 10 }, (_, at) => `sample{at="${at}"} 1\n`).join("");

const page = (job: string, address: string, limits: object = {}): ScrapeConfig => ({
  job_name: job,
  static_configs: [{ targets: [address] }],
  ...limits,
});

interface RuleSpec {
  readonly groups: readonly { readonly rules: readonly { readonly record: string; readonly expr: string }[] }[];
}

const faster = ({ groups }: RuleSpec) => ({
  groups: groups.map((group) => ({ ...group, interval: `${evaluationInterval.milliseconds}ms` })),
});

/** Two series become one: what Prometheus refuses to record. */
const rulesOfOthers = {
  groups: [
    {
      name: "red-shop-api",
      interval: "1s",
      rules: [
        { record: "test:works", expr: "vector(1)" },
        { record: "test:fails", expr: 'label_replace({job=~"kubelet|grafana"}, "__name__", "same", "", "")' },
      ],
    },
    { name: "red-crm-api", interval: "1s", rules: [{ record: "test:works_too", expr: "vector(1)" }] },
  ],
};

let ruleObjects: KubernetesObject[];
let collectors: ReadonlyMap<string, Collector>;
let pages: Readonly<Record<"grafana" | "kubelet" | "dying" | "large" | "nearly", Page>>;
let prometheus: Prometheus;

const collectorOf = ({ name }: HttpService) => {
  const collector = collectors.get(name);
  if (!collector) throw new Error(`no collector for ${name}`);
  return collector;
};

/** A collector that refuses spans answers with an error. */
const send = (service: HttpService) =>
  sendSpans(collectorOf(service).url(ports["otlp-http"]), traffic(service)).then(
    () => "taken",
    () => "refused",
  );

async function startPages(): Promise<typeof pages> {
  const [grafana, kubelet, dying, large, nearly] = await Promise.all([
    servePage(grafanaPage()),
    servePage(onePage),
    servePage(onePage),
    servePage(tenSamples),
    servePage(tenSamples),
  ]);
  return { grafana, kubelet, dying, large, nearly };
}

beforeAll(async () => {
  ruleObjects = await helmTemplate(rulesChart, "platform-rules", release("platform-rules"));
  collectors = new Map(
    await Promise.all(
      services.map(async (service): Promise<[string, Collector]> => {
        const { alternateConfig } = exporterValues(service);
        return [service.name, await startCollector(overlaid(alternateConfig, shortage[service.name] ?? {}))];
      }),
    ),
  );
  pages = await startPages();
  const [nobody] = await freePorts(1);
  const ruleFiles = {
    platform: faster(ruleObjects[0]?.spec as RuleSpec),
    others: rulesOfOthers,
  };
  prometheus = await startPrometheus({ ruleFiles, features: ["extra-scrape-metrics"], retentionSize: "40KB" });
  const scraped = [
    ...podScrapes("kps-prometheus", prometheusPod, "http-web", new URL(prometheus.url).host),
    ...podScrapes("grafana", grafanaPod, "service", pages.grafana.address),
    ...services.flatMap((service) => collectorScrapes(service, collectorOf(service))),
    page("kubelet", pages.kubelet.address),
    page("node-exporter", pages.dying.address),
    page("kps-operator", `${loopback}:${nobody ?? 0}`),
    page("too-large", pages.large.address, { sample_limit: 5 }),
    page("nearly-too-large", pages.nearly.address, { sample_limit: 12 }),
  ].map((config) => ({
    ...config,
    scrape_interval: `${scrapeInterval.milliseconds}ms`,
    scrape_timeout: `${scrapeInterval.milliseconds}ms`,
  }));
  await prometheus.reload({ scrapeConfigs: scraped });
  // Growth is what lies between two scrapes.
  for (let round = 0; round < 5; round++) {
    for (const service of services) await send(service);
    await pause(seconds(1.5));
  }
  await prometheus.waitFor(
    `count_over_time(${platform.rules.lost.name}{group="red-shop-api"}[1m]) > 3
      and on () count_over_time(${platform.overflow.count.name}{job="red-shop-api"}[1m]) > 3
      and on () count_over_time(${platform.evaluations.failed.name}[1m]) > 3`,
    (samples) => samples.length > 0,
    patience,
  );
}, 300_000);

afterAll(async () => {
  await prometheus.stop();
  await Promise.all([...collectors.values()].map((collector) => collector.stop()));
  await Promise.all(Object.values(pages).map((one) => one.stop()));
});

const sorted = (labels: Iterable<string>) => [...labels].sort();

describe("the metric contracts of the platform", () => {
  const ofServer = contract.metrics.filter(({ sometimes }) => !sometimes);

  it.each(ofServer.map((metric) => [metric.name, metric.labels] as const))(
    "say what the real Prometheus says of itself: %s",
    async (name, labels) => {
      const series = await prometheus.query(name);
      expect(series).not.toEqual([]);
      for (const one of series) expect(sorted(Object.keys(one.labels))).toEqual(sorted(["__name__", ...labels]));
    },
  );

  it.each(Object.values(receivedSpans).map((metric) => [metric.name, metric.labels] as const))(
    "say what the real collectors say of themselves: %s",
    async (name, labels) => {
      const series = await prometheus.query(name);
      expect(sorted(new Set(series.map((one) => one.labels.job ?? "")))).toEqual(["red-crm-api", "red-shop-api"]);
      for (const one of series) expect(sorted(Object.keys(one.labels))).toEqual(sorted(["__name__", ...labels]));
    },
  );

  it("have of a scrape every label that some target has", async () => {
    for (const { name, labels, sometimes } of contract.metrics) {
      if (!sometimes) continue;
      const series = await prometheus.query(name);
      expect(series).not.toEqual([]);
      for (const one of series) {
        expect(Object.keys(one.labels)).toEqual(expect.arrayContaining([...labels]));
        expect(["__name__", ...labels, ...sometimes]).toEqual(expect.arrayContaining(Object.keys(one.labels)));
      }
    }
  });
});

describe("the synthesized recording rules", () => {
  it("are objects that their schema accepts, and rules that promtool finds nothing against", async () => {
    expect(await kubeconform(ruleObjects)).toBe("");
    expect(await checkRules({ platform: ruleObjects[0]?.spec })).toBe("");
  });

  it("are all evaluated without error, although another group's fail", async () => {
    const rules = await prometheus.rules();
    const own = rules.filter(({ group }) => group === "platform");
    expect(own.filter(({ health }) => health !== "ok")).toEqual([]);
    expect(own).toHaveLength(platformSignals().flatMap(({ series }) => series).length);
    expect(rules.filter(({ health }) => health === "err").map(({ name }) => name)).toEqual(["test:fails"]);
  });

  it.each(platformSignals().flatMap(({ series }) => series.map(({ metric }) => [metric.name, metric.labels] as const)))(
    "write %s, with exactly its labels",
    async (name, labels) => {
      const series = await prometheus.query(name);
      expect(series).not.toEqual([]);
      for (const one of series) expect(sorted(Object.keys(one.labels))).toEqual(sorted(["__name__", ...labels]));
    },
  );
});

describe("the synthesized queries", () => {
  const all = [...panelQueries(stack, () => true), ...alertQueries(stack, () => true)];

  it.each(all)("$where parses, runs, and has data", async ({ expr }) => {
    const answer = await prometheus.query(expr);
    expect(answer).not.toEqual([]);
    for (const { value } of answer) expect(value).not.toBeNaN();
  });

  interface Model {
    readonly expr?: string;
    readonly conditions?: readonly {
      readonly evaluator: { readonly type: string; readonly params: readonly number[] };
    }[];
  }

  /** Of what an alert's value lies beyond its threshold: the job, group or pod. */
  async function beyond(data: readonly { readonly model: Model }[]): Promise<string[]> {
    const [query, threshold] = data.map(({ model }) => model);
    const evaluator = threshold?.conditions?.[0]?.evaluator;
    const limit = evaluator?.params[0] ?? NaN;
    const samples = await prometheus.query(query?.expr ?? "");
    return samples
      .filter(({ value }) => (evaluator?.type === "gt" ? value > limit : value < limit))
      .map(({ labels: { job, group, pod } }) => job ?? group ?? pod ?? "")
      .sort();
  }

  it("of the alerts are beyond their thresholds for just what fails", async () => {
    const rules = rulesOf(resourceIn(stack, "grafana_rule_group", "platform-alerts"));
    const found = await Promise.all(
      rules.map(async ({ uid, data }) => [uid, await beyond(data as { model: Model }[])] as const),
    );
    expect(Object.fromEntries(found)).toEqual({
      // The one does not answer, the other is not there at all.
      "platform-targets-down": ["kps-operator", "kube-state-metrics"],
      "platform-series-budget": ["nearly-too-large", "too-large"],
      "platform-rules-fail": [],
      "platform-rules-fail-page": ["red-shop-api"],
      "platform-storage-full": [prometheusPod],
      "platform-storage-full-page": [prometheusPod],
      "platform-storage-fails": [],
      "platform-evaluations-fail": [grafanaPod],
      "platform-spans-refused": ["red-crm-api"],
      "platform-series-overflow": [],
      "platform-series-overflow-page": ["red-shop-api"],
      watchdog: [""],
    });
  });
});

describe("a fault that is seen", () => {
  it("is a scrape over its limit: refused as a whole, and still measured", async () => {
    const [ratio] = await prometheus.query(`${platform.budget.used.name}{job="too-large"}`);
    expect(ratio?.value).toBe(10 / 5);
    expect(await prometheus.query("sample{job='too-large'}")).toEqual([]);
    const [refused] = await prometheus.query(`${platform.refusals.rate.name}{reason="sample limit"}`);
    expect(refused?.value).toBeGreaterThan(0);
  });

  it("is a collector that tells no more series apart: it goes on with those it has", async () => {
    const calls = await prometheus.query(`${serverSpans.calls.name}${selector({ job: "red-shop-api" })}`);
    const known = calls.filter(({ labels }) => labels.service === shopApi.name);
    expect(known).toHaveLength(20);
    expect(calls.filter(({ labels }) => labels.otel_metric_overflow === "true")).toHaveLength(1);
    const counted = known.reduce((sum, { value }) => sum + value, 0);
    expect(await send(shopApi)).toBe("taken");
    const total = `sum(${serverSpans.calls.name}${selector({ job: "red-shop-api", service: shopApi.name })})`;
    await prometheus.waitFor(total, ([sum]) => (sum?.value ?? 0) > counted, patience);
  });

  it("is a collector without memory, which says so to whoever sends", async () => {
    expect(await send(crmApi)).toBe("refused");
    const [ratio] = await prometheus.query(`${platform.refusedSpans.ratio.name}{job="red-crm-api"}`);
    expect(ratio?.value).toBeGreaterThan(0.5);
  });

  it("is a target that dies: on the panel at once, in the alert when it has been silent for long", async () => {
    const query = `${platform.targets.up.name}{job="node-exporter"}`;
    expect((await prometheus.query(query)).map(({ value }) => value)).toEqual([1]);
    await pages.dying.stop();
    await prometheus.waitFor(query, ([share]) => share?.value === 0, patience);
    const [alert] = alertQueries(stack, () => true).filter(({ where }) => where === "alert platform-targets-down");
    const shares = await prometheus.query(alert?.expr ?? "");
    expect(shares.find(({ labels }) => labels.job === "node-exporter")?.value).toBe(0);
  });
});
