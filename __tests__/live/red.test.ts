/**
 * What was synthesized for the environment `local`, run with the real engines: spans of all three services through the
 * collectors as configured in the Helm values, into a Prometheus that scrapes as the ServiceMonitors say and records as
 * the PrometheusRules say, and every query of every dashboard and alert asked of it. Only ports differ from what was
 * synthesized, and scrapes and evaluations follow each other faster.
 */
import { join } from "node:path";
import type { App } from "cdktf";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { AlertRules } from "../../constructs/alert-rules";
import { hasRecordedMetrics } from "../../constructs/checked";
import { ContentDashboard } from "../../constructs/content-dashboard";
import { UseResourceMonitoring } from "../../constructs/use-resource-monitoring";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import { ports } from "../../exporters/span-metrics";
import type { HttpService } from "../../model/http-service";
import { allEndpoints } from "../../model/http-service";
import { probes } from "../../signals/contracts/blackbox";
import { serverSpans } from "../../signals/contracts/span-metrics";
import { http } from "../../signals/http";
import { buildApp } from "../../synthesis/app";
import { system } from "../../system";
import { crmApi } from "../../system/crm";
import { mesApi } from "../../system/mes";
import { shopApi } from "../../system/shop";
import { hours, inSeconds, milliseconds, minutes, remainder, seconds } from "../../units/quantities";
import { emptyFolder } from "../support/folder";
import type { Collector } from "../support/live/collector";
import { startCollector, validateCollectorConfig } from "../support/live/collector";
import { shaped } from "../../alerts/stories/series";
import type { KubernetesObject } from "../support/live/helm";
import { helmLint, helmTemplate, kubeconform } from "../support/live/helm";
import type { Page } from "../support/live/http-page";
import { servePage } from "../support/live/http-page";
import type { Prometheus } from "../support/live/prometheus";
import { startPrometheus } from "../support/live/prometheus";
import { checkRules } from "../support/live/promtool";
import { histogramQuantile, unraced } from "../support/live/rate";
import { callLabels, durationLabels, traffic } from "../support/live/red-traffic";
import { boundOf, only, summedRate } from "../support/live/series";
import type { ServiceMonitor } from "../support/live/service-monitor";
import { scrapeConfigs } from "../support/live/service-monitor";
import type { Span } from "../support/live/spans";
import { sendSpans, seriesKey, tally } from "../support/live/spans";
import type { Branch } from "../support/live/tree";
import { branchAt } from "../support/live/tree";
import type { SynthesizedStack } from "../support/synthesized";
import { alertQueries, panelQueries, readStack, resourcesOf, valuesOf } from "../support/synthesized";
import { selector } from "../../promql/labels";
import type { Labels } from "../../promql/labels";

const services = [shopApi, crmApi, mesApi];
const chart = join(__dirname, "..", "..", "constructs", "charts", "prometheus-rules");

/** As synthesized, 30 s; here so that the test ends before the reader loses patience. */
const scrapeInterval = seconds(2);
/** Two flushes of the collector, on a machine that is busy with other things too. */
const patience = seconds(90);
/** Not the scrapes' rhythm, so that some evaluation is clear of them. */
const evaluationInterval = milliseconds(1700);

// Resources, the platform and the ELK cluster are asked in tests of their own: what they measure is not here.
const app = buildApp({ system: { ...system, resources: [] }, environment: local, outdir: emptyFolder() });
app.synth();
const constructs = app.node.findAll().filter(({ node }) => !/^monitoring\/(platform|elk)\//.test(node.path));
/** Dashboards and rule groups of the services. */
const isOfServices = (name: string) => name.startsWith("red-");
const stackOf = ({ outdir }: App): SynthesizedStack =>
  readStack(readFileSync(join(outdir, "stacks", "monitoring", "cdk.tf.json"), "utf8"));
const stack = stackOf(app);

/** With everything there is: what is about all slices asks for all of it. */
const whole = buildApp({ system, environment: production, outdir: emptyFolder() });
whole.synth();
const isOfAll = (name: string) => name === "overview" || name === "bottlenecks";

interface ExporterValues {
  readonly alternateConfig: Branch;
  readonly fullnameOverride: string;
  readonly serviceMonitor: {
    readonly sampleLimit: number;
    readonly metricsEndpoints: ServiceMonitor["spec"]["endpoints"];
  };
}

const release = (name: string) => {
  const found = resourcesOf(stack, "helm_release").find(([id]) => id === name);
  if (!found) throw new Error(`no release ${name}`);
  return valuesOf(found[1]);
};
const exporterValues = ({ name }: HttpService) => release(`red-${name}`) as ExporterValues;

interface RuleSpec {
  readonly groups: readonly {
    readonly name: string;
    readonly interval: string;
    readonly rules: readonly { readonly record: string }[];
  }[];
}

const faster = ({ groups }: RuleSpec): RuleSpec => ({
  groups: groups.map((group) => ({ ...group, interval: `${evaluationInterval.milliseconds}ms` })),
});

/** As often as it is scraped, as synthesized. */
function flushedFaster(config: Branch): Branch {
  const connectors = branchAt(config, "connectors");
  const spanMetrics = branchAt(connectors, "span_metrics");
  if (spanMetrics.metrics_flush_interval !== "30s") throw new Error("The collector flushes at another rhythm.");
  const flushed = { ...spanMetrics, metrics_flush_interval: `${scrapeInterval.milliseconds}ms` };
  return { ...config, connectors: { ...connectors, span_metrics: flushed } };
}

function scrapes(service: HttpService, collector: Collector) {
  const { fullnameOverride: name, serviceMonitor } = exporterValues(service);
  const monitor = {
    metadata: { name, namespace: "monitoring" },
    spec: { sampleLimit: serviceMonitor.sampleLimit, endpoints: serviceMonitor.metricsEndpoints },
  };
  const pod = {
    namespace: "monitoring",
    service: name,
    pod: `${name}-0`,
    container: "opentelemetry-collector",
    addresses: { red: collector.address(ports.red), metrics: collector.address(ports.metrics) },
  };
  return scrapeConfigs(monitor, [pod]).map((config) => ({
    ...config,
    scrape_interval: `${scrapeInterval.milliseconds}ms`,
    scrape_timeout: `${scrapeInterval.milliseconds}ms`,
  }));
}

const callNames = ["service", "endpoint", "http_status_code", "method", "params"];
const fiveMinutes = (at: number) => ({ from: at - minutes(5).milliseconds, to: at });

/**
 * For queries that look back. A day of traffic until half an hour ago: two requests a second to every first route, 20
 * ms each. That requests were counted for three days, of which shares over as long are made. And what
 * kube-state-metrics said until five minutes ago, before the deploy of what runs now.
 */
function yesterday(now: number): string {
  const lines: string[] = ["# TYPE kube_pod_container_info gauge"];
  for (const { workload } of services)
    for (let ago = 3600; ago > 5 * 60; ago -= 60)
      lines.push(`${containerOf(workload, "1.0")} 1 ${Math.round(now / 1000) - ago}`);
  const write = (name: string, labels: (endpoint: string) => Labels, value: number, since = hours(25)) => {
    lines.push(`# TYPE ${name} gauge`);
    for (const service of services) {
      const series = selector({ service: service.name, ...labels(service.routes[0].path) });
      for (let ago = inSeconds(since); ago > 31 * 60; ago -= 60)
        lines.push(`${name}${series} ${value} ${Math.round(now / 1000) - ago}`);
    }
  };
  write(http.requests.rate.name, (endpoint) => ({ endpoint, method: "GET", params: "none" }), 2);
  write(http.usual.arriving.name, () => ({}), 2);
  for (const { all } of [http.errorRatio, http.slowRatio])
    write(all.name, () => ({ endpoint: allEndpoints }), 0, hours(72));
  write(http.timeSpent.rate.name, (endpoint) => ({ endpoint }), 0.04);
  write(http.timed.rate.name, (endpoint) => ({ endpoint }), 2);
  return [...lines, "# EOF", ""].join("\n");
}

/** What kube-state-metrics says of the three deployments; it needs a cluster to say it. */
const kubeStateMetrics = services.map(({ workload }) => `${containerOf(workload, "2.0")} 1\n`).join("");

function containerOf({ namespace, deployment }: HttpService["workload"], version: string): string {
  const pod = `${deployment}-6d4cf56db6-x7x2p`;
  const image = `${deployment}:${version}`;
  const rest = { uid: "1", image_id: "", image_spec: "", container_id: "" };
  return `kube_pod_container_info${selector({ namespace, pod, container: deployment, image, ...rest })}`;
}

/** What a place says of the three services; real ones are asked in a test of their own. */
const place = services
  .flatMap(({ name: service }) => [
    shaped(probes.success, { service, place: "cluster" }, "1"),
    shaped(probes.status, { service, place: "cluster" }, "200"),
    shaped(probes.duration, { service, place: "cluster" }, "0.05"),
    shaped(probes.lookup, { service, place: "cluster" }, "0.01"),
    shaped(probes.phase, { service, place: "cluster", phase: "processing" }, "0.04"),
    shaped(probes.certificateExpiry, { service, place: "cluster" }, "4e9"),
  ])
  .map(({ series, values }) => `${series} ${values}\n`)
  .join("");

/**
 * What the rules of resources write, a series each: the overview and the bottlenecks ask for it, other tests prove it.
 */
const ofResources = whole.node
  .findAll()
  .flatMap((construct) => (construct instanceof UseResourceMonitoring ? construct.slice.signals : []))
  .flatMap(({ series }) => series.map(({ metric }) => metric))
  .map(({ name, labels }) => `${name}${selector(Object.fromEntries(labels.map((label) => [label, "any"])))} 0.5\n`)
  .join("");

let prometheusRules: KubernetesObject[];
let collectors: Map<string, Collector>;
let prometheus: Prometheus;
let cluster: Page;
const sent = new Map<string, Span[]>(services.map(({ name }) => [name, []]));

const collectorOf = ({ name }: HttpService) => {
  const collector = collectors.get(name);
  if (!collector) throw new Error(`no collector for ${name}`);
  return collector;
};
const sentTo = ({ name }: HttpService) => sent.get(name) ?? [];

async function send() {
  for (const service of services) {
    const spans = traffic(service);
    await sendSpans(collectorOf(service).url(ports["otlp-http"]), spans);
    sentTo(service).push(...spans);
  }
  for (const service of services) {
    const counted = tally(sentTo(service), durationLabels(service)).reduce((sum, { count }) => sum + count, 0);
    const calls = `sum(${serverSpans.calls.name}${selector({ service: service.name })})`;
    await prometheus.waitFor(calls, (sums) => sums[0]?.value === counted, patience);
  }
}

beforeAll(async () => {
  const rendered = services.map(({ name }) => helmTemplate(chart, `red-${name}-rules`, release(`red-${name}-rules`)));
  prometheusRules = (await Promise.all(rendered)).flat();
  collectors = new Map(
    await Promise.all(
      services.map(async (service): Promise<[string, Collector]> => [
        service.name,
        await startCollector(flushedFaster(exporterValues(service).alternateConfig)),
      ]),
    ),
  );
  cluster = await servePage(kubeStateMetrics + place + ofResources);
  prometheus = await startPrometheus({
    ruleFiles: Object.fromEntries(
      prometheusRules.map(({ metadata, spec }) => [metadata.name, faster(spec as RuleSpec)]),
    ),
    features: ["exemplar-storage"],
    history: yesterday(Date.now()),
    scrapeConfigs: [
      ...services.flatMap((service) => scrapes(service, collectorOf(service))),
      { job_name: "cluster", honor_labels: true, static_configs: [{ targets: [cluster.address] }] },
    ],
  });
  await send();
  await send();
  // Until the rules have seen all of it several times; an endpoint without growth in the window has no quantile.
  const evaluations = `count_over_time(${http.duration.p95.name}{endpoint="unmatched"}[30s])`;
  await prometheus.waitFor(
    evaluations,
    (counts) => counts.length === services.length && counts.every(({ value }) => value > 4),
    patience,
  );
}, 300_000);

afterAll(async () => {
  await prometheus.stop();
  await Promise.all([...collectors.values()].map((collector) => collector.stop()));
  await cluster.stop();
});

describe("the synthesized exporter", () => {
  it.each(services)("of $name has a configuration that the collector accepts", async (service) => {
    expect(await validateCollectorConfig(exporterValues(service).alternateConfig)).toBe("");
  });

  it.each(services)(
    "of $name counts every server span of it, once, under exactly the labels of the contract",
    async (service) => {
      const counted = await prometheus.query(`${serverSpans.calls.name}${selector({ service: service.name })}`);
      for (const { labels } of counted)
        expect(Object.keys(labels).sort()).toEqual(["__name__", ...serverSpans.calls.labels].sort());
      expect(new Map(counted.map(({ labels, value }) => [seriesKey(only(labels, callNames)), value]))).toEqual(
        new Map(tally(sentTo(service), callLabels(service)).map(({ labels, count }) => [seriesKey(labels), count])),
      );
    },
  );

  it.each(services)("of $name sorts durations into exact buckets, the objective's among them", async (service) => {
    const buckets = await prometheus.query(`${serverSpans.durationBucket.name}${selector({ service: service.name })}`);
    for (const { labels } of buckets)
      expect(Object.keys(labels).sort()).toEqual(["__name__", ...serverSpans.durationBucket.labels].sort());
    const bounds = [...new Set(buckets.map(({ labels }) => boundOf(labels)))].sort((a, b) => a - b);
    expect(bounds).toContain(service.objectives.latency.within.milliseconds / 1000);
    for (const { labels, atMost, count, seconds: total } of tally(sentTo(service), durationLabels(service))) {
      const these = buckets.filter(
        (bucket) => seriesKey(only(bucket.labels, Object.keys(labels))) === seriesKey(labels),
      );
      const byBound = new Map(these.map((bucket) => [boundOf(bucket.labels), bucket.value]));
      const finite = bounds.filter(Number.isFinite);
      expect([...finite, Infinity].map((bound) => byBound.get(bound))).toEqual([...atMost(finite), count]);
      const [sum] = await prometheus.query(`${serverSpans.durationSum.name}${selector(labels)}`);
      expect(sum?.value).toBeCloseTo(total, 6);
    }
  });

  it("leads from a slow request to its trace", async () => {
    const slow = `${serverSpans.durationBucket.name}{service="shop-api",http_status_code="500"}`;
    const exemplars = await prometheus.exemplars(slow, { from: Date.now() - minutes(5).milliseconds, to: Date.now() });
    expect(exemplars.length).toBeGreaterThan(0);
    for (const { labels } of exemplars) expect(labels.trace_id).toMatch(/^[0-9a-f]{32}$/);
  });

  it("is scraped within its limits, all targets up", async () => {
    const targets = (await prometheus.targets()).filter(({ scrapePool }) => scrapePool.includes("serviceMonitor"));
    expect(targets.map(({ health, lastError }) => ({ health, lastError }))).toEqual(
      services
        .flatMap((service) => exporterValues(service).serviceMonitor.metricsEndpoints)
        .map(() => ({ health: "up", lastError: "" })),
    );
    const samples = await prometheus.query('scrape_samples_post_metric_relabeling{job=~"red-.+"}');
    for (const { value } of samples) expect(value).toBeLessThan(exporterValues(shopApi).serviceMonitor.sampleLimit / 5);
  });
});

describe("the synthesized recording rules", () => {
  it("are a chart that Helm finds nothing against, and objects that their schema accepts", async () => {
    expect(await helmLint(chart)).toBe("");
    expect(await kubeconform(prometheusRules)).toBe("");
  });

  it("are rules that promtool finds nothing against, and that Prometheus evaluates without error", async () => {
    expect(
      await checkRules(Object.fromEntries(prometheusRules.map(({ metadata, spec }) => [metadata.name, spec]))),
    ).toBe("");
    const rules = await prometheus.rules();
    const recorded = constructs.flatMap((construct) =>
      hasRecordedMetrics(construct) ? construct.recordedMetrics() : [],
    );
    // What wakes nobody has no level for it, neither of failures nor of slowness.
    const sleeping = services.filter(({ criticality }) => criticality !== "critical").length;
    expect(new Set(recorded.map(({ name }) => name)).size * services.length - 2 * sleeping).toBe(recorded.length);
    expect(rules.map(({ name }) => name).sort()).toEqual(recorded.map(({ name }) => name).sort());
    expect(rules.filter(({ health }) => health !== "ok")).toEqual([]);
  });

  it.each([
    ["requests per second (1–3)", http.requests.rate, ["service", "endpoint", "method", "params"]],
    ["response time p50 (4–5)", http.duration.p50, ["service", "endpoint", "http_status_code"]],
    ["response time p95 (4–5)", http.duration.p95, ["service", "endpoint", "http_status_code"]],
    ["response time p99 (4–5)", http.duration.p99, ["service", "endpoint", "http_status_code"]],
    ["response time, mean (4–5)", http.duration.mean, ["service", "endpoint", "http_status_code"]],
    ["responses other than 200 (6–8)", http.non200.rate, ["service", "endpoint", "status_code"]],
  ])("write %s of all three services with exactly the labels of the plan", async (_, metric, names) => {
    const series = await prometheus.query(metric.name);
    expect([...new Set(series.map(({ labels }) => labels.service))].sort()).toEqual(["crm-api", "mes-api", "shop-api"]);
    for (const { labels, value } of series) {
      expect(Object.keys(labels).sort()).toEqual(["__name__", ...names].sort());
      expect(value).toBeGreaterThanOrEqual(0);
    }
  });

  it.each(services)("give for $name a series for each combination that was sent, and no other", async (service) => {
    const combinations = async (metric: string, names: readonly string[]) =>
      (await prometheus.query(`${metric}${selector({ service: service.name })}`))
        .map(({ labels }) => seriesKey(only(labels, names)))
        .sort();
    const expected = (labelsOf: (span: Span) => Labels | undefined, names: readonly string[]) =>
      [...new Set(tally(sentTo(service), labelsOf).map(({ labels }) => seriesKey(only(labels, names))))].sort();
    const calls = callLabels(service);
    const failed = (span: Span) => {
      const labels = calls(span);
      return labels && labels.http_status_code !== "200"
        ? { ...labels, status_code: labels.http_status_code ?? "" }
        : undefined;
    };
    const rates = ["service", "endpoint", "method", "params"];
    const non200 = ["service", "endpoint", "status_code"];
    const durations = ["service", "endpoint", "http_status_code"];
    expect(await combinations(http.requests.rate.name, rates)).toEqual(expected(calls, rates));
    expect(await combinations(http.non200.rate.name, non200)).toEqual(expected(failed, non200));
    expect(await combinations(http.duration.p95.name, durations)).toEqual(expected(durationLabels(service), durations));
  });

  it("record the very rates that the same window of the raw samples gives", async () => {
    for (const { labels, points } of await prometheus.samples(
      `${http.requests.rate.name}{endpoint!="",params!="none"}[8s]`,
    )) {
      const raw = await prometheus.samples(
        `${serverSpans.calls.name}${selector(only(labels, ["service", "endpoint", "method", "params"]))}[6m]`,
      );
      const moments = unraced(
        points,
        raw.flatMap((series) => series.points),
      );
      expect(moments).not.toHaveLength(0);
      for (const { at, value } of moments) expect(value).toBeCloseTo(summedRate(raw, fiveMinutes(at)), 10);
    }
  });

  it("record the very quantiles and means that the same window of the raw samples gives", async () => {
    const these = { service: "mes-api", endpoint: mesApi.routes[0].path, http_status_code: "200" };
    const raw = await prometheus.samples(`${serverSpans.durationBucket.name}${selector(these)}[6m]`);
    const [sums, counts] = await Promise.all(
      [serverSpans.durationSum, serverSpans.durationCount].map(({ name }) =>
        prometheus.samples(`${name}${selector(these)}[6m]`),
      ),
    );
    for (const [metric, q] of [
      [http.duration.p50, 0.5],
      [http.duration.p95, 0.95],
      [http.duration.p99, 0.99],
      [http.duration.mean, undefined],
    ] as const) {
      const [recorded] = await prometheus.samples(`${metric.name}${selector(these)}[8s]`);
      const moments = unraced(
        recorded?.points ?? [],
        raw.flatMap((series) => series.points),
      );
      expect(moments).not.toHaveLength(0);
      for (const { at, value } of moments) {
        const buckets = [...new Set(raw.map(({ labels }) => boundOf(labels)))].map((le) => ({
          le,
          count: summedRate(
            raw.filter(({ labels }) => boundOf(labels) === le),
            fiveMinutes(at),
          ),
        }));
        const expected =
          q === undefined
            ? summedRate(sums ?? [], fiveMinutes(at)) / summedRate(counts ?? [], fiveMinutes(at))
            : histogramQuantile(q, buckets);
        expect(value).toBeCloseTo(expected, 10);
      }
    }
  });
});

describe("the synthesized queries", () => {
  const panels = panelQueries(stack, isOfServices);
  const overviews = panelQueries(stackOf(whole), isOfAll);
  const alerts = alertQueries(stack, isOfServices);

  it("are all there", () => {
    const ofServices = constructs.filter(({ node: { path } }) => path.startsWith("monitoring/services/"));
    const declared = (kind: typeof AlertRules | typeof ContentDashboard) =>
      ofServices.flatMap((construct) => (construct instanceof kind ? construct.queries() : [])).length;
    expect(panels).toHaveLength(declared(ContentDashboard));
    expect(alerts).toHaveLength(declared(AlertRules));
    expect(Math.min(panels.length, alerts.length, overviews.length)).toBeGreaterThan(services.length);
  });

  it.each([...panels, ...overviews, ...alerts])(
    "$where parses, runs, and has data under this traffic",
    async ({ expr }) => {
      const answer = await prometheus.query(expr);
      expect(answer).not.toEqual([]);
      for (const { value } of answer) expect(value).not.toBeNaN();
    },
  );

  it("for a text of an alert have the labels of each of its instances, by which Grafana knows whose number it is", async () => {
    const instances = async (expr: string) =>
      (await prometheus.query(expr)).map(({ labels: { service, endpoint } }) => `${service} ${endpoint}`).sort();
    const shown = alerts.filter(({ where }) => /, N\d$/.test(where));
    expect(shown.length).toBeGreaterThan(2 * services.length);
    for (const { where, expr } of shown) {
      const alert = alerts.find((other) => where.startsWith(`${other.where}, `));
      expect([where, await instances(expr)]).toEqual([where, await instances(alert?.expr ?? "")]);
    }
  });

  it("of the alerts are above their threshold where requests fail, slow down and were fewer the day before", async () => {
    const value = async (uid: string) => {
      const alert = alerts.find(({ where }) => where === `alert ${uid}`);
      return (await prometheus.query(alert?.expr ?? "")).map((sample) => sample.value);
    };
    const all = tally(sentTo(shopApi), durationLabels(shopApi));
    const total = all.reduce((sum, { count }) => sum + count, 0);
    const failed = all
      .filter(({ labels }) => labels.http_status_code?.startsWith("5"))
      .reduce((sum, { count }) => sum + count, 0);
    const slow = total - all.reduce((sum, { atMost }) => sum + (atMost([0.5])[0] ?? 0), 0);
    // All windows see the same: how many times what is promised, over three days.
    const { availability, latency } = shopApi.objectives;
    const levels = [(await value("shop-api-errors"))[0] ?? NaN, (await value("shop-api-slow"))[0] ?? NaN] as const;
    expect(levels[0] * remainder(availability)).toBeCloseTo(failed / total, 1);
    expect(levels[1] * remainder(latency.share)).toBeCloseTo(slow / total, 1);
    // So few slow requests wake nobody.
    for (const uid of ["shop-api-errors-page", "shop-api-slow"])
      expect(Math.max(...(await value(uid)))).toBeGreaterThan(1);
    expect(await value("shop-api-exporter")).toEqual([1]);
    expect(Math.max(...(await value("shop-api-slowdown")))).toBeGreaterThan(2);
  });
});
