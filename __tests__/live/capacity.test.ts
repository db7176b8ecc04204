/**
 * The calculator against a real Prometheus: a healthy day's series of production, made by other assumptions than the
 * calculator's, and the recording rules as they are synthesized.
 */
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { ownSeries } from "../../capacity/assumptions";
import { capacityOf } from "../../capacity/capacity";
import { serviceSeries } from "../../capacity/http-series";
import { prometheusDemands } from "../../capacity/prometheus";
import { recordingRules } from "../../capacity/recorded-series";
import type { SeriesEstimate } from "../../capacity/series";
import { sum } from "../../capacity/series";
import { collectorConfig } from "../../constructs/collector-config";
import { pause } from "../../engines/run/process";
import type { Prometheus } from "../support/live/prometheus";
import { startPrometheus } from "../support/live/prometheus";
import { production } from "../../environments/production";
import { ports, spanMetricsConfig } from "../../exporters/span-metrics";
import type { HttpService } from "../../model/http-service";
import { push, scraped } from "../../simulation/push";
import { rawSeries } from "../../simulation/world/raw-series";
import { metricContracts } from "../../signals/contracts";
import { serverSpans } from "../../signals/contracts/span-metrics";
import { buildApp } from "../../synthesis/app";
import { builtIn } from "../../synthesis/coverage";
import { rulesIn } from "../../synthesis/rules";
import { system } from "../../system";
import { shopApi } from "../../system/shop";
import { milliseconds, minutes, seconds } from "../../units/quantities";
import type { Collector } from "../support/live/collector";
import { startCollector } from "../support/live/collector";
import { servePage } from "../support/live/http-page";
import type { Span } from "../support/live/spans";
import { sendSpans } from "../support/live/spans";
import type { Branch } from "../support/live/tree";
import { overlaid } from "../support/live/tree";

jest.setTimeout(minutes(2).milliseconds);

const constructs = buildApp({ system, environment: production }).node.findAll();
const { slices, components } = builtIn(constructs, system, production);
const logging = components.map(({ component }) => component);
const { estimates } = capacityOf({ system, environment: production, slices, logging });
const { recorded: groups } = rulesIn(constructs);

const estimated = (isOne: (estimate: SeriesEstimate) => boolean): number =>
  sum(estimates.filter(isOne).map(({ usual }) => usual));

/** A Prometheus that scrapes itself. */
async function startMeasured(props: Parameters<typeof startPrometheus>[0]): Promise<Prometheus> {
  const prometheus = await startPrometheus(props);
  await prometheus.reload({
    scrapeConfigs: [
      ...(props?.scrapeConfigs ?? []),
      { job_name: "self", static_configs: [{ targets: [new URL(prometheus.url).host] }] },
    ],
  });
  return prometheus;
}

describe("of a healthy day of production", () => {
  let prometheus: Prometheus;
  beforeAll(async () => {
    prometheus = await startMeasured({
      receives: true,
      ruleFiles: { rules: { groups: groups.map((group) => ({ ...group, interval: "2s" })) } },
    });
    await push(prometheus.url, scraped(healthySeries()));
    // Some rules read what others record, a few levels deep.
    await prometheus.waitFor(
      'min(prometheus_rule_group_iterations_total{job="self"})',
      ([all]) => (all?.value ?? 0) >= 6,
      seconds(60),
    );
  });
  afterAll(() => prometheus.stop());

  const count = async (selector: string) => (await prometheus.query(`count(${selector})`))[0]?.value ?? 0;

  /**
   * Too few would be disks that are full and pods that are killed; more than twice as many would be money for nothing.
   * The day that is played has fewer parameters and statuses, and less of what nobody asked for, than the calculator
   * reckons with.
   */
  const within = (measured: number) => ({ atLeast: measured, atMost: 2 * measured });
  const expectBetween = (number: number, { atLeast, atMost }: ReturnType<typeof within>) => {
    expect(number).toBeGreaterThanOrEqual(atLeast);
    expect(number).toBeLessThanOrEqual(atMost);
  };

  it.each(system.services.map(({ name }) => name))(
    "the collectors of %s tell as many as was reckoned",
    async (name) => {
      const names = Object.values(serverSpans).map((metric) => metric.name);
      const measured = await count(`{__name__=~"${names.join("|")}",service="${name}"}`);
      const reckoned = estimated(({ from, slice }) => from === "span-metrics collector" && slice === `red-${name}`);
      expectBetween(reckoned, within(measured));
    },
  );

  it("rules record as many as was reckoned", async () => {
    expectBetween(
      estimated(({ from }) => from === recordingRules),
      within(await count('{__name__=~"monitoring:.+"}')),
    );
  });

  it("Prometheus tells as many of itself as was reckoned", async () => {
    const measured = await count('{job="self"}');
    const reckoned = estimated(({ from }) => from === "Prometheus" || from === "Prometheus, of rule groups");
    expectBetween(reckoned / production.prometheus.replicas, { atLeast: 0.8 * measured, atMost: 1.5 * measured });
  });

  it("all together are as many as its head says, and as the calculator says of the same exporters", async () => {
    const inHead = (await prometheus.query(`prometheus_tsdb_head_series{job="self"}`))[0]?.value ?? 0;
    const played = new Set(
      metricContracts.filter(({ exporter }) => !notPlayed.has(exporter)).map(({ exporter }) => exporter),
    );
    const self = await count('{job="self"}');
    const reckoned = estimated(({ from }) => played.has(from) || from === recordingRules);
    expectBetween(reckoned, within(inHead - self));
  });
});

/** Of the cluster and the monitoring only what some rule reads is played, and neither is what pods tell besides. */
const notPlayed = new Set([
  "cAdvisor in the kubelet",
  "kube-state-metrics",
  "Prometheus",
  "Grafana",
  "OpenTelemetry collector",
]);

/** Twenty minutes of it, and a few that are still to come: so it goes on while it is looked at. */
function healthySeries() {
  const now = Math.floor(Date.now() / 30_000) * 30_000;
  const [before, after] = [minutes(20).milliseconds, minutes(5).milliseconds];
  const at = Float64Array.from({ length: (before + after) / 30_000 }, (_, index) => now - before + index * 30_000);
  return rawSeries(
    {
      ...{ name: "healthy", title: "Nothing happens.", family: "quiet", faults: [], due: "nothing" },
      ...{ begins: { weekday: "monday", hour: 0 }, lasts: minutes(25) },
    },
    { system, environment: production, seed: 1, clock: { begins: now - before, ends: now + after, at } },
  );
}

describe("a collector of which everything was asked that the calculator reckons with", () => {
  let collector: Collector;
  const linesOf = async (port: number) => {
    const page = await (await fetch(`${collector.url(port)}/metrics`)).text();
    return page.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  };
  beforeAll(async () => {
    const config = collectorConfig(spanMetricsConfig([shopApi], {})) as Branch;
    collector = await startCollector(
      overlaid(config, { connectors: { span_metrics: { metrics_flush_interval: "1s" } } }),
    );
    await sendSpans(collector.url(ports["otlp-http"]), everyWay(shopApi));
  });
  afterAll(() => collector.stop());

  it("tells exactly as many series of its service as were reckoned", async () => {
    const [{ usual } = { usual: 0 }] = serviceSeries(shopApi, {
      ...production,
      exporter: { ...production.exporter, replicas: 1 },
    });
    const names = Object.values(serverSpans).map(({ name }) => name);
    const told = async () =>
      (await linesOf(ports.red)).filter((line) => names.some((name) => line.startsWith(`${name}{`))).length;
    const deadline = Date.now() + seconds(20).milliseconds;
    while ((await told()) < usual && Date.now() < deadline) await pause(seconds(0.2));
    expect(await told()).toBe(usual);
  });

  it("tells no more of itself than was reckoned", async () => {
    const own = (await linesOf(ports.metrics)).length;
    expect(own).toBeLessThanOrEqual(ownSeries.collector);
    expect(own).toBeGreaterThan(ownSeries.collector / 2);
  });
});

/**
 * Each route in each way with a success, and once with each of the other statuses; what is not declared, by the router
 * and past it.
 */
function everyWay(service: HttpService): Span[] {
  const duration = milliseconds(20);
  const of = (rest: Omit<Span, "service" | "duration">): Span => ({ service: service.name, duration, ...rest });
  const others = [304, 404, 500];
  return [
    ...service.routes.flatMap(({ path: route, methods, params = [] }) => [
      ...methods.map((method) => of({ route, method, status: 200 })),
      ...params.map((name) => of({ route, method: methods[0], query: `${name}=1`, status: 200 })),
      ...others.map((status) => of({ route, method: methods[0], status })),
    ]),
    ...[404, 405].flatMap((status) => [
      of({ method: "GET", status }),
      of({ route: "/undeclared", method: "GET", status }),
    ]),
  ];
}

it("100,000 series take as much memory as the formula has between its ends", async () => {
  const [targets, each] = [4, 25_000];
  const pages = await Promise.all(Array.from({ length: targets }, (_, at) => servePage(pageOf(at, each))));
  const prometheus = await startMeasured({
    scrapeConfigs: [
      {
        job_name: "services",
        scrape_interval: "3s",
        scrape_timeout: "3s",
        static_configs: [{ targets: pages.map(({ address }) => address) }],
      },
    ],
  });
  try {
    await prometheus.waitFor(
      `prometheus_tsdb_head_samples_appended_total{type="float"}`,
      ([appended]) => (appended?.value ?? 0) > 3 * targets * each,
      seconds(60),
    );
    const [used] = await prometheus.query("process_resident_memory_bytes");
    const [memory] = prometheusDemands({ series: targets * each, recorded: 0 }, production.prometheus);
    expect(used?.value).toBeLessThan(memory?.needs.high ?? 0);
    // Nobody asks it anything here, and it is young: less than the low end is no surprise, half of it would be.
    expect(used?.value).toBeGreaterThan((memory?.needs.low ?? 0) / 2);
  } finally {
    await prometheus.stop();
    await Promise.all(pages.map((page) => page.stop()));
  }
});

/** With labels as long as those of our collectors. */
const pageOf = (pod: number, series: number): string =>
  Array.from({ length: series }, (_, at) => {
    const labels = {
      ...{ service: `service-${at % 40}`, endpoint: `/api/things/{thingId}/parts/${at % 25}`, method: "GET" },
      ...{ params: "limit,page", http_status_code: `${200 + (at % 5)}`, le: `${Math.floor(at / 200)}` },
      ...{ namespace: "monitoring", pod: `red-service-${at % 40}-${pod}` },
    };
    const text = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
    return `${serverSpans.calls.name}{${text.join(",")}} ${at}\n`;
  }).join("");
