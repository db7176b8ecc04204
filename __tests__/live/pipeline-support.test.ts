/** The pieces that live tests are made of, with the real engines: spans → collector → Prometheus → recorded series. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { milliseconds, minutes, seconds } from "../../units/quantities";
import type { Collector } from "../support/live/collector";
import { effectiveCollectorConfig, startCollector, validateCollectorConfig } from "../support/live/collector";
import type { Prometheus } from "../support/live/prometheus";
import { startPrometheus } from "../support/live/prometheus";
import { checkRules, testRules } from "../support/live/promtool";
import { histogramQuantile, unraced } from "../support/live/rate";
import { boundOf, only, summedRate } from "../support/live/series";
import type { Endpoint } from "../support/live/service-monitor";
import { scrapeConfigs } from "../support/live/service-monitor";
import type { Span } from "../support/live/spans";
import { sendSpans, seriesKey, tally, times } from "../support/live/spans";
import type { Branch } from "../support/live/tree";
import { branchAt, overlaid } from "../support/live/tree";
import { selector } from "../../promql/labels";
import type { Labels } from "../../promql/labels";

const ports = { otlp: 4318, red: 8889 } as const;
const bounds = [0.05, 0.1, 0.5, 1];
const window = seconds(15);

const config: Branch = {
  receivers: { otlp: { protocols: { http: { endpoint: `\${env:MY_POD_IP}:${ports.otlp}` } } } },
  extensions: { health_check: { endpoint: "${env:MY_POD_IP}:13133" } },
  processors: {
    "filter/server": { traces: { span: ["span.kind != SPAN_KIND_SERVER"] } },
    "transform/red": {
      trace_statements: [
        { statements: ['keep_keys(resource.attributes, ["service.name"])'] },
        {
          statements: [
            'set(span.attributes["service"], resource.attributes["service.name"])',
            'set(span.attributes["endpoint"], "unmatched")',
            String.raw`set(span.attributes["endpoint"], span.attributes["http.route"]) where IsString(span.attributes["http.route"]) and IsMatch(span.attributes["http.route"], "^(?:/api/orders|/api/orders/\\{id\\}|/api/a\\.b)$$")`,
            'set(span.attributes["method"], span.attributes["http.method"]) where span.attributes["http.method"] != nil',
            'set(span.attributes["method"], span.attributes["http.request.method"]) where span.attributes["http.request.method"] != nil',
            'set(span.attributes["http_status_code"], String(span.attributes["http.status_code"])) where span.attributes["http.status_code"] != nil',
            'set(span.attributes["http_status_code"], String(span.attributes["http.response.status_code"])) where span.attributes["http.response.status_code"] != nil',
            'set(span.attributes["params"], "none")',
            String.raw`set(span.attributes["params"], "other") where span.attributes["url.query"] != nil or IsMatch(span.attributes["http.target"], "\\?")`,
          ],
        },
      ],
    },
  },
  connectors: {
    span_metrics: {
      dimensions: [{ name: "service" }, { name: "endpoint" }, { name: "http_status_code" }],
      calls_dimensions: [{ name: "method" }, { name: "params" }],
      exclude_dimensions: ["service.name", "span.name", "span.kind", "status.code", "collector.instance.id"],
      histogram: { unit: "s", explicit: { buckets: bounds.map((bound) => `${bound * 1000}ms`) } },
      resource_metrics_key_attributes: ["service.name"],
      exemplars: { enabled: true },
      // Exemplars stand in the exporter for one flush only: longer than a scrape interval, so that each is scraped.
      metrics_flush_interval: "2s",
    },
  },
  exporters: {
    "prometheus/red": {
      endpoint: `\${env:MY_POD_IP}:${ports.red}`,
      without_scope_info: true,
      enable_open_metrics: true,
    },
  },
  service: {
    extensions: ["health_check"],
    pipelines: {
      traces: { receivers: ["otlp"], processors: ["filter/server", "transform/red"], exporters: ["span_metrics"] },
      metrics: { receivers: ["span_metrics"], exporters: ["prometheus/red"] },
    },
  },
};

const rules = {
  groups: [
    {
      name: "red",
      rules: [
        {
          record: "monitoring:http_requests:rate15s",
          expr: 'sum by (service, endpoint, method, params) (rate(traces_span_metrics_calls_total{namespace="honoured"}[15s]))',
        },
        {
          record: "monitoring:http_request_duration_seconds:p95_15s",
          expr: 'histogram_quantile(0.95, sum by (service, le) (rate(traces_span_metrics_duration_seconds_bucket{namespace="honoured"}[15s])))',
        },
      ],
    },
  ],
};

const traffic: readonly Span[] = [
  ...times(7, {
    service: "shop-api",
    method: "GET",
    route: "/api/orders/{id}",
    status: 200,
    duration: milliseconds(30),
  }),
  ...times(3, { service: "shop-api", method: "GET", route: "/api/orders/{id}", status: 500, duration: seconds(2) }),
  ...times(5, { service: "shop-api", method: "POST", route: "/api/orders", status: 201, duration: milliseconds(100) }),
  ...times(4, {
    service: "crm",
    method: "GET",
    route: "/api/a.b",
    query: "token=x",
    status: 200,
    duration: milliseconds(70),
  }),
  // The dot of /api/a.b is a dot, and a route off the list becomes no label.
  ...times(2, { service: "crm", method: "GET", route: "/api/aXb", status: 404, duration: milliseconds(5) }),
  ...times(2, { service: "mes", method: "GET", status: 404, duration: milliseconds(5) }),
  ...times(6, {
    service: "mes",
    conventions: "old",
    method: "GET",
    route: "/api/orders",
    query: "page=2",
    status: 200,
    duration: milliseconds(700),
  }),
  ...times(9, {
    service: "mes",
    kind: "client",
    method: "GET",
    route: "/api/orders",
    status: 200,
    duration: seconds(1),
  }),
];

const routes = ["/api/orders", "/api/orders/{id}", "/api/a.b"];

function durationLabels({ service, route, status, kind }: Span): Labels | undefined {
  if (kind === "client") return undefined;
  const endpoint = route !== undefined && routes.includes(route) ? route : "unmatched";
  return { service, endpoint, http_status_code: String(status) };
}

function callLabels(span: Span): Labels | undefined {
  const labels = durationLabels(span);
  return labels && { ...labels, method: span.method ?? "", params: span.query === undefined ? "none" : "other" };
}

const monitored = (namespace: string, endpoint: Endpoint, collector: Collector) =>
  scrapeConfigs({ metadata: { name: "otel-collector", namespace }, spec: { endpoints: [endpoint] } }, [
    {
      namespace,
      service: "otel-collector",
      pod: "otel-collector-0",
      container: "opentelemetry-collector",
      addresses: { "otlp-http": collector.address(ports.otlp), red: collector.address(ports.red) },
    },
  ]);

const rateNames = ["service", "endpoint", "method", "params"];
const rateLabels = (labels: Labels | undefined) => labels && only(labels, rateNames);

const before = (at: number) => ({ from: at - window.milliseconds, to: at });

describe("the live pipeline", () => {
  let collector: Collector;
  let prometheus: Prometheus;
  const sent: Span[] = [];

  const send = async (spans: readonly Span[]) => {
    await sendSpans(collector.url(ports.otlp), spans);
    sent.push(...spans);
    const counted = tally(sent, durationLabels).reduce((sum, { count }) => sum + count, 0);
    const calls = "sum by (namespace) (traces_span_metrics_calls_total)";
    await prometheus.waitFor(calls, (sums) => sums.length === 2 && sums.every(({ value }) => value === counted));
  };

  beforeAll(async () => {
    collector = await startCollector(config);
    prometheus = await startPrometheus({
      ruleFiles: { red: rules },
      // Not the scrapes' rhythm, so that some evaluation is clear of them.
      evaluationInterval: milliseconds(700),
      features: ["exemplar-storage"],
      scrapeConfigs: [
        ...monitored(
          "honoured",
          { port: "red", honorLabels: true, metricRelabelings: [{ action: "labeldrop", regex: "job" }] },
          collector,
        ),
        ...monitored("plain", { port: "red" }, collector),
      ],
    });
    await send(traffic);
    await send(traffic);
    const evaluations = "count_over_time(monitoring:http_requests:rate15s[15s])";
    await prometheus.waitFor(evaluations, (counts) => counts.length === 6 && counts.every(({ value }) => value > 4));
  }, 60_000);

  afterAll(async () => {
    await prometheus.stop();
    await collector.stop();
  });

  it("counts every server span once, in the series it belongs to", async () => {
    const counted = await prometheus.query('traces_span_metrics_calls_total{namespace="honoured"}');
    const names = ["service", "endpoint", "http_status_code", "method", "params"];
    expect(new Map(counted.map(({ labels, value }) => [seriesKey(only(labels, names)), value]))).toEqual(
      new Map(tally(sent, callLabels).map(({ labels, count }) => [seriesKey(labels), count])),
    );
  });

  it("sorts durations into the buckets they belong to", async () => {
    for (const { labels, atMost, count, seconds: sum } of tally(sent, durationLabels)) {
      const these = selector({ namespace: "honoured", ...labels });
      const buckets = await prometheus.query(`traces_span_metrics_duration_seconds_bucket${these}`);
      const counts = new Map(buckets.map((bucket) => [boundOf(bucket.labels), bucket.value]));
      expect([...bounds, Infinity].map((bound) => counts.get(bound))).toEqual([...atMost(bounds), count]);
      const [total] = await prometheus.query(`traces_span_metrics_duration_seconds_sum${these}`);
      expect(total?.value).toBeCloseTo(sum, 9);
    }
  });

  it("records the very rates that the raw samples of the same window give", async () => {
    const recorded = await prometheus.samples("monitoring:http_requests:rate15s[10s]");
    expect(recorded).toHaveLength(tally(sent, (span) => rateLabels(callLabels(span))).length);
    for (const { labels, points } of recorded) {
      const these = selector({ namespace: "honoured", ...only(labels, rateNames) });
      const raw = await prometheus.samples(`traces_span_metrics_calls_total${these}[30s]`);
      const moments = unraced(
        points,
        raw.flatMap((series) => series.points),
      );
      expect(moments).not.toHaveLength(0);
      expect(points.at(-1)?.value).toBeGreaterThan(0);
      for (const { at, value } of moments) expect(value).toBeCloseTo(summedRate(raw, before(at)), 12);
    }
  });

  it("records the very quantile that the raw buckets of the same window give", async () => {
    const [recorded] = await prometheus.samples('monitoring:http_request_duration_seconds:p95_15s{service="crm"}[10s]');
    const these = selector({ namespace: "honoured", service: "crm" });
    const raw = await prometheus.samples(`traces_span_metrics_duration_seconds_bucket${these}[30s]`);
    const { at, value } =
      unraced(
        recorded?.points ?? [],
        raw.flatMap((series) => series.points),
      ).at(-1) ?? {};
    expect(value).toBeGreaterThan(0.05);
    expect(value).toBeLessThan(0.1);
    const buckets = [...bounds, Infinity].map((le) => ({
      le,
      count: summedRate(
        raw.filter(({ labels }) => boundOf(labels) === le),
        before(at ?? 0),
      ),
    }));
    expect(value).toBeCloseTo(histogramQuantile(0.95, buckets), 12);
  });

  it("shows what the operator's target labels do to the collector's labels of the same names", async () => {
    const names = ["service", "endpoint", "job", "pod", "exported_service", "exported_endpoint", "exported_job"];
    const labelsOf = async (labels: Labels) => {
      const [series] = await prometheus.query(`traces_span_metrics_calls_total${selector(labels)}`);
      return only(series?.labels ?? {}, names);
    };
    expect(await labelsOf({ namespace: "plain", exported_endpoint: "/api/a.b" })).toEqual({
      service: "otel-collector",
      endpoint: "red",
      job: "otel-collector",
      pod: "otel-collector-0",
      exported_service: "crm",
      exported_endpoint: "/api/a.b",
      exported_job: "crm",
    });
    expect(await labelsOf({ namespace: "honoured", endpoint: "/api/a.b" })).toEqual({
      service: "crm",
      endpoint: "/api/a.b",
      job: "",
      pod: "otel-collector-0",
      exported_service: "",
      exported_endpoint: "",
      exported_job: "",
    });
  });

  it("leads from a slow bucket to a trace", async () => {
    const slow = 'traces_span_metrics_duration_seconds_bucket{namespace="honoured", le="+Inf", http_status_code="500"}';
    const exemplars = await prometheus.exemplars(slow, { from: Date.now() - minutes(1).milliseconds, to: Date.now() });
    expect(exemplars.map(({ value }) => value)).toContain(2);
    for (const { labels } of exemplars) expect(labels.trace_id).toMatch(/^[0-9a-f]{32}$/);
  });

  it("reports the health of every rule and target", async () => {
    expect((await prometheus.rules()).map(({ name, health }) => [name, health])).toEqual(
      rules.groups.flatMap((group) => group.rules.map(({ record }) => [record, "ok"])),
    );
    expect((await prometheus.targets()).map(({ health }) => health)).toEqual(["up", "up"]);
  });
});

describe("the collector", () => {
  it("accepts the configuration, and names what is wrong in another", async () => {
    expect(await validateCollectorConfig(config)).toBe("");
    const misspelt = overlaid(config, { connectors: { span_metrics: { dimension: [] } } });
    expect(await validateCollectorConfig(misspelt)).toMatch(/span_metrics[^]*invalid keys: dimension/);
  });

  it("tells its configuration as it reads it", async () => {
    const { receivers } = await effectiveCollectorConfig(config);
    expect(branchAt(receivers, "otlp", "protocols", "http").endpoint).toBe("127.0.0.1:4318");
  });

  it("fails to start with its own words, at once", async () => {
    const unknown = overlaid(config, { receivers: { zipkin: {} } });
    await expect(startCollector(unknown)).rejects.toThrow(/ended by itself \(code 1\)[^]*unknown type: "zipkin"/);
  });
});

describe("promtool", () => {
  const test = (expected: number) => ({
    evaluation_interval: "5s",
    tests: [
      {
        interval: "5s",
        input_series: [
          { series: 'traces_span_metrics_calls_total{namespace="honoured", service="crm"}', values: "0+10x100" },
        ],
        promql_expr_test: [
          {
            expr: "monitoring:http_requests:rate15s",
            eval_time: "5m",
            exp_samples: [{ labels: 'monitoring:http_requests:rate15s{service="crm"}', value: expected }],
          },
        ],
      },
    ],
  });

  it("passes good rules and names what is wrong in others", async () => {
    expect(await checkRules({ red: rules })).toBe("");
    const broken = { groups: [{ name: "red", rules: [{ record: "a:b:c", expr: "sum(" }] }] };
    expect(await checkRules({ broken })).toContain("unclosed left parenthesis");
  });

  it("runs rule tests and tells what came instead", async () => {
    expect(await testRules(test(2), { red: rules })).toBe("");
    expect(await testRules(test(3), { red: rules })).toContain("got:");
  });
});
