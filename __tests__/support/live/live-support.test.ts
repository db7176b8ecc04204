/** The pure parts of the live tests' support: what the live tests measure with has to be right without an engine. */
import { describe, expect, it } from "@jest/globals";
import { milliseconds, seconds } from "../../../units/quantities";
import { listeningPorts, withPorts } from "./collector";
import { probeScrapeConfig } from "./probe-objects";
import { freePorts, startProgram } from "../../../engines/run/process";
import { histogramQuantile, increase, rate, unraced } from "./rate";
import type { MonitoredPod, ServiceMonitor } from "./service-monitor";
import { scrapeConfigs } from "./service-monitor";
import type { Span } from "./spans";
import { otlpTraces, tally, times } from "./spans";
import { overlaid } from "./tree";

/** One sample every ten seconds, the first at `from`. */
const everyTen = (from: number, values: readonly number[]) =>
  values.map((value, step) => ({ at: (from + step * 10) * 1000, value }));

const minute = { from: 0, to: 60_000 };

describe("rate and increase", () => {
  it("extrapolate to the edges of the window when samples come close to them", () => {
    // 50 in 50 s; the first sample is 10 s from the edge, within 1.1 of the distance of two: 60 in 60 s.
    const samples = everyTen(10, [100, 110, 120, 130, 140, 150]);
    expect(increase(samples, minute)).toBe(60);
    expect(rate(samples, minute)).toBe(1);
  });

  it("extrapolate by half a distance where the series begins or ends inside the window", () => {
    // 20 in 20 s, and 5 s more on either side.
    expect(increase(everyTen(40, [100, 110, 120]), { from: 0, to: 120_000 })).toBe(30);
  });

  it("never extrapolate a counter to below zero", () => {
    expect(increase(everyTen(10, [0, 10, 20, 30, 40, 50]), minute)).toBe(50);
    // 1 at a slope of 1 a second was 0 one second before, not ten: 50 in 50 s, and 1 s more.
    expect(increase(everyTen(10, [1, 11, 21, 31, 41, 51]), minute)).toBe(51);
  });

  it("count on after a reset", () => {
    // 15 − 100 + 110 in 30 s, 10 s more at the start.
    expect(increase(everyTen(10, [100, 110, 5, 15]), { from: 0, to: 40_000 })).toBeCloseTo((25 * 4) / 3, 12);
  });

  it("leave out the sample on the left edge, and need two", () => {
    expect(increase(everyTen(0, [100, 110]), { from: 0, to: 20_000 })).toBeUndefined();
    expect(rate([], minute)).toBeUndefined();
  });

  it("are compared only where no scrape was under way", () => {
    const evaluations = [1250, 2000, 3300].map((at) => ({ at, value: 1 }));
    const samples = [1000, 2001, 3000].map((at) => ({ at, value: 1 }));
    expect(unraced(evaluations, samples).map(({ at }) => at)).toEqual([2000, 3300]);
  });
});

describe("histogramQuantile", () => {
  const histogram = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts).map(([le, count]) => ({ le: Number(le), count }));

  it("is linear inside a bucket, the first beginning at zero", () => {
    const buckets = histogram({ 0.5: 20, 0.1: 10, Infinity: 20 });
    expect(histogramQuantile(0.95, buckets)).toBeCloseTo(0.46, 12);
    expect(histogramQuantile(0.25, buckets)).toBeCloseTo(0.05, 12);
  });

  it("is the last finite bound for what lies above it", () => {
    expect(histogramQuantile(0.95, histogram({ 0.1: 10, Infinity: 20 }))).toBe(0.1);
  });

  it("takes a count that goes down for the one before it", () => {
    expect(histogramQuantile(0.5, histogram({ 0.1: 10, 0.5: 9, Infinity: 20 }))).toBeCloseTo(0.1, 12);
  });

  it("is not a number without observations or without the last bucket", () => {
    expect(histogramQuantile(0.5, histogram({ 0.1: 0, Infinity: 0 }))).toBeNaN();
    expect(histogramQuantile(0.5, histogram({ 0.1: 10, 0.5: 20 }))).toBeNaN();
  });
});

describe("spans", () => {
  const span: Span = {
    service: "crm",
    method: "GET",
    route: "/a/{id}",
    query: "x=1",
    status: 200,
    duration: seconds(0.25),
  };
  const attributes = (sent: Span) =>
    otlpTraces([sent], 1000).resourceSpans[0]?.scopeSpans[0]?.spans[0]?.attributes.map(({ key, value }) => [
      key,
      value,
    ]);

  it("carry today's attributes, or the old ones", () => {
    expect(attributes(span)).toEqual([
      ["http.request.method", { stringValue: "GET" }],
      ["http.route", { stringValue: "/a/{id}" }],
      ["http.response.status_code", { intValue: "200" }],
      ["url.query", { stringValue: "x=1" }],
    ]);
    expect(attributes({ ...span, conventions: "old" })).toEqual([
      ["http.method", { stringValue: "GET" }],
      ["http.route", { stringValue: "/a/{id}" }],
      ["http.status_code", { intValue: "200" }],
      ["http.target", { stringValue: "/a/42?x=1" }],
    ]);
  });

  it("end when told and last as long as told", () => {
    const [sent] = otlpTraces([span], 1000).resourceSpans[0]?.scopeSpans[0]?.spans ?? [];
    expect([sent?.startTimeUnixNano, sent?.endTimeUnixNano]).toEqual(["750000000", "1000000000"]);
  });

  it("are accounted for by series", () => {
    const spans = [
      ...times(2, span),
      { ...span, service: "mes", duration: milliseconds(100) },
      { ...span, service: "none" },
    ];
    const sums = tally(spans, ({ service }) => (service === "none" ? undefined : { service }));
    expect(
      sums.map(({ labels, count, seconds: sum, atMost }) => [labels.service, count, sum, atMost([0.1, 0.25])]),
    ).toEqual([
      ["crm", 2, 0.5, [0, 2]],
      ["mes", 1, 0.1, [1, 1]],
    ]);
  });
});

describe("a collector's configuration", () => {
  const config = {
    receivers: { otlp: { protocols: { grpc: { endpoint: "${env:MY_POD_IP}:4317" } } } },
    exporters: { otlp: { endpoint: "tempo:4317" }, "prometheus/red": { endpoint: "${env:MY_POD_IP}:8889" } },
    extensions: { health_check: { endpoint: "${env:MY_POD_IP}:13133" } },
    service: {
      pipelines: {},
      telemetry: { metrics: { readers: [{ pull: { exporter: { prometheus: { port: 8888 } } } }] } },
    },
  };

  it("gets other ports where it listens, and stays the same in all else", () => {
    expect(listeningPorts(config)).toEqual([8889, 4317, 13133, 8888]);
    expect(withPorts(config, (port) => port + 30_000)).toEqual({
      receivers: { otlp: { protocols: { grpc: { endpoint: "${env:MY_POD_IP}:34317" } } } },
      exporters: { otlp: { endpoint: "tempo:4317" }, "prometheus/red": { endpoint: "${env:MY_POD_IP}:38889" } },
      extensions: { health_check: { endpoint: "${env:MY_POD_IP}:43133" } },
      service: {
        pipelines: {},
        telemetry: { metrics: { readers: [{ pull: { exporter: { prometheus: { port: 38_888 } } } }] } },
      },
    });
  });

  it("is known to serve its own metrics even if it does not say so", () => {
    expect(listeningPorts({})).toEqual([8888]);
  });

  it("lies over the chart's defaults as Helm lays it: nulls take keys away, lists stand whole", () => {
    const defaults = { receivers: { otlp: {}, zipkin: {} }, logs: { receivers: ["otlp", "zipkin"] } };
    const values = {
      receivers: { zipkin: null, jaeger: null },
      logs: { receivers: ["otlp"] },
      traces: { added: { gone: null } },
    };
    expect(overlaid(defaults, values)).toEqual({
      receivers: { otlp: {} },
      logs: { receivers: ["otlp"] },
      traces: { added: {} },
    });
  });
});

describe("a ServiceMonitor", () => {
  const monitor: ServiceMonitor = {
    metadata: { name: "otel", namespace: "monitoring" },
    spec: {
      sampleLimit: 30_000,
      endpoints: [
        { port: "red", interval: "30s", honorLabels: true, metricRelabelings: [{ action: "LabelDrop", regex: "job" }] },
        { port: "metrics", relabelings: [{ sourceLabels: ["pod"], targetLabel: "instance" }] },
      ],
    },
  };
  const pod: MonitoredPod = {
    namespace: "monitoring",
    service: "otel",
    pod: "otel-0",
    container: "collector",
    addresses: { red: "127.0.0.1:1", metrics: "127.0.0.1:2" },
  };

  it("becomes one scrape configuration an endpoint, with its settings under Prometheus' names", () => {
    const [red, metrics] = scrapeConfigs(monitor, [pod]);
    expect(red).toMatchObject({
      job_name: "serviceMonitor/monitoring/otel/0",
      scrape_interval: "30s",
      honor_labels: true,
      sample_limit: 30_000,
      metric_relabel_configs: [{ action: "labeldrop", regex: "job" }],
    });
    expect(metrics).toMatchObject({
      job_name: "serviceMonitor/monitoring/otel/1",
      honor_labels: false,
      sample_limit: 30_000,
    });
  });

  it("has the operator's relabelings before its own", () => {
    const relabelings = scrapeConfigs(monitor, [pod])[1]?.relabel_configs as { target_label?: string }[];
    expect(relabelings.map(({ target_label }) => target_label)).toEqual([
      undefined,
      "namespace",
      "service",
      "pod",
      "container",
      "job",
      "endpoint",
      "instance",
    ]);
  });

  it("is refused if it uses what is not emulated", () => {
    const spec = { ...monitor.spec, attachMetadata: { node: true } };
    expect(() => scrapeConfigs({ ...monitor, spec }, [pod])).toThrow("otel.spec: no emulation of attachMetadata");
  });
});

describe("a Probe object", () => {
  const object = {
    metadata: { name: "shop.cluster", namespace: "monitoring" },
    spec: {
      jobName: "probe-cluster",
      prober: { url: "blackbox:9115" },
      module: "http",
      interval: "30s",
      scrapeTimeout: "10s",
      targets: { staticConfig: { static: ["https://example.com/healthz"], labels: { service: "shop" } } },
      metricRelabelings: [{ action: "keep", sourceLabels: ["__name__"], regex: "probe_.+" }],
    },
  };

  it("becomes what the operator makes of it: the exporter is scraped, with what is asked for as a parameter", () => {
    expect(probeScrapeConfig(object)).toEqual({
      job_name: "probe/monitoring/shop.cluster",
      honor_timestamps: true,
      metrics_path: "/probe",
      scrape_interval: "30s",
      scrape_timeout: "10s",
      params: { module: ["http"] },
      static_configs: [
        { targets: ["https://example.com/healthz"], labels: { namespace: "monitoring", service: "shop" } },
      ],
      relabel_configs: [
        { source_labels: ["job"], target_label: "__tmp_prometheus_job_name" },
        { target_label: "job", replacement: "probe-cluster" },
        { source_labels: ["__address__"], target_label: "__param_target" },
        { source_labels: ["__param_target"], target_label: "instance" },
        { target_label: "__address__", replacement: "blackbox:9115" },
      ],
      metric_relabel_configs: [{ action: "keep", source_labels: ["__name__"], regex: "probe_.+" }],
    });
  });

  it("is refused where it says what is not emulated", () => {
    const withParams = { ...object, spec: { ...object.spec, params: [] } };
    expect(() => probeScrapeConfig(withParams)).toThrow(
      "shop.cluster: no emulation of params; add it to probe-objects.ts",
    );
  });
});

describe("a program under test", () => {
  const script = async (code: string, readyWithin = seconds(10)) => {
    const [port = 0] = await freePorts(1);
    const readyUrl = `http://127.0.0.1:${port}/`;
    return startProgram({
      command: process.execPath,
      arguments: ["-e", code],
      environment: { PORT: String(port) },
      readyUrl,
      readyWithin,
    });
  };
  const serve = 'require("http").createServer((_, answer) => answer.end()).listen(process.env.PORT, "127.0.0.1");';

  it("is started once it answers, and stopped for certain, twice if need be", async () => {
    const program = await script(`console.log("hello"); ${serve}`);
    expect(program.log()).toBe("hello\n");
    await program.stop();
    await program.stop();
  });

  it("fails with its last lines when it ends before it answers", async () => {
    await expect(script('console.error("no such flag"); process.exit(3)')).rejects.toThrow(
      /ended by itself \(code 3\)\. Its last lines:\nno such flag$/,
    );
  });

  it("fails with its last lines when it does not answer in time", async () => {
    const hangs = 'console.log("waiting"); setInterval(() => {}, 1000)';
    await expect(script(hangs, seconds(1))).rejects.toThrow(
      /did not answer on .* within 1 s\. Its last lines:\nwaiting$/,
    );
  });

  it("fails the test that stops it if it died before", async () => {
    const program = await script(`${serve} setTimeout(() => process.exit(2), 300)`);
    await new Promise((resolve) => setTimeout(resolve, 600));
    await expect(program.stop()).rejects.toThrow("ended by itself (code 2)");
  });

  it("gets ports that are all different", async () => {
    expect(new Set(await freePorts(20)).size).toBe(20);
  });
});
