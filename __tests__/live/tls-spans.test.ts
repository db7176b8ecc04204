/**
 * Spans of a service and what is counted of them, over TLS: the collector as synthesized for production, with a
 * certificate as cert-manager makes it, and a Prometheus that asks as the ServiceMonitor says. Only ports, the folder
 * of the certificate and rhythms differ from what was synthesized.
 */
import { readFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http2";
import { connect } from "node:http2";
import { request } from "node:https";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import type { Prometheus } from "../support/live/prometheus";
import { startPrometheus } from "../support/live/prometheus";
import { pause } from "../../engines/run/process";
import { namespace } from "../../environments/names";
import { production } from "../../environments/production";
import { ports } from "../../exporters/span-metrics";
import { sliceName } from "../../model/http-service";
import { serverSpans } from "../../signals/contracts/span-metrics";
import { shopApi } from "../../system/shop";
import { milliseconds, seconds } from "../../units/quantities";
import type { Collector } from "../support/live/collector";
import { startCollector } from "../support/live/collector";
import type { ServiceMonitor } from "../support/live/service-monitor";
import { scrapeConfigs } from "../support/live/service-monitor";
import type { Span } from "../support/live/spans";
import { otlpTraces, sendSpans } from "../support/live/spans";
import type { ServedCertificates } from "../support/live/tls";
import { servedCertificates, shownBy } from "../support/live/tls";
import type { Branch } from "../support/live/tree";
import { overlaid } from "../support/live/tree";
import { redSlices } from "../support/red-slices";
import { valuesOf } from "../support/synthesized";
import { resourceIn } from "../support/use-slices";

const name = sliceName(shopApi.name);

/** As services are told to send, by the page for them. */
const page = readFileSync(join(__dirname, "..", "..", "docs", "spans.md"), "utf8");
const endpoint = new URL(/^OTEL_EXPORTER_OTLP_ENDPOINT=(\S+)$/m.exec(page)?.[1] ?? "");

const { alternateConfig, serviceMonitor } = valuesOf(
  resourceIn(redSlices(production, [shopApi]), "helm_release", name),
) as {
  readonly alternateConfig: Branch;
  readonly serviceMonitor: { readonly metricsEndpoints: ServiceMonitor["spec"]["endpoints"] };
};

const soon = { tls: { reload_interval: "1s" } };
const faster: Branch = {
  connectors: { span_metrics: { metrics_flush_interval: "1s" } },
  receivers: { otlp: { protocols: { grpc: soon, http: soon } } },
  exporters: { "prometheus/red": soon },
};

/** On a machine that is busy with other things too. */
const patience = seconds(60);
jest.setTimeout(2 * patience.milliseconds);

let served: ServedCertificates;
let collector: Collector;
let prometheus: Prometheus;

/** Who asks tells routes of its own, so that what was counted tells who was let in. */
const requestsOf = (route: string): Span[] => [
  { service: shopApi.name, method: "GET", route, status: 200, duration: milliseconds(20) },
];

/** By OTLP/HTTP. @param authority a file: the one that is believed. @returns the status of the answer */
const sendOverTls = (route: string, authority: string): Promise<number> =>
  new Promise((resolve, reject) => {
    request(`${endpoint.protocol}//${collector.address(Number(endpoint.port))}/v1/traces`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      ca: readFileSync(authority),
      servername: endpoint.hostname,
      agent: false,
    })
      .on("response", (response) => resolve(response.resume().statusCode ?? 0))
      .on("error", reject)
      .end(JSON.stringify(otlpTraces(requestsOf(route), Date.now())));
  });

/** A call by OTLP/gRPC, with no span in it: a message of no bytes. @returns gRPC's status */
const callOverTls = (authority: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const session = connect(`https://${collector.address(ports.otlp)}`, {
      ca: readFileSync(authority),
      servername: endpoint.hostname,
    }).on("error", reject);
    session
      .request({
        ":method": "POST",
        ":path": "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
        "content-type": "application/grpc",
        te: "trailers",
      })
      .on("trailers", (trailers: IncomingHttpHeaders) => {
        resolve(trailers["grpc-status"]);
        session.close();
      })
      .on("error", reject)
      .resume()
      .end(Buffer.alloc(5));
  });

/** Scraped twice: by who believes the authority, and by who believes another. Their pods' names tell them apart. */
const scrapesBy = (pod: string, authority: string) =>
  scrapeConfigs(
    { metadata: { name, namespace }, spec: { endpoints: serviceMonitor.metricsEndpoints } },
    [
      {
        namespace,
        service: name,
        pod,
        container: "opentelemetry-collector",
        addresses: { red: collector.address(ports.red), metrics: collector.address(ports.metrics) },
      },
    ],
    authority,
  ).map((config) => ({
    ...config,
    job_name: `${config.job_name}/${pod}`,
    scrape_interval: "1s",
    scrape_timeout: "1s",
  }));

beforeAll(async () => {
  served = await servedCertificates();
  const config = overlaid(alternateConfig, faster);
  collector = await startCollector(JSON.parse(served.asMounted(JSON.stringify(config))) as Branch);
  prometheus = await startPrometheus({
    scrapeConfigs: [...scrapesBy("knows", served.authority), ...scrapesBy("knows-another", served.otherAuthority)],
  });
});

afterAll(async () => {
  await prometheus.stop();
  await collector.stop();
  await served.stop();
});

describe("the collector of a service, where there are certificates", () => {
  it("takes no span in the clear, and none from who believes another authority", async () => {
    await expect(sendSpans(collector.url(ports["otlp-http"]), requestsOf("/api/cart"))).rejects.toThrow(
      "400 Client sent an HTTP request to an HTTPS server.",
    );
    await expect(sendOverTls("/api/orders", served.otherAuthority)).rejects.toThrow("unable to verify");
    await expect(callOverTls(served.otherAuthority)).rejects.toThrow("unable to verify");
  });

  it("takes spans from who believes its authority, by OTLP/HTTP and by OTLP/gRPC", async () => {
    expect(endpoint.hostname).toBe(`${name}.${namespace}.svc`);
    expect(await sendOverTls("/api/catalog", served.authority)).toBe(200);
    expect(await callOverTls(served.authority)).toBe("0");
  });

  it("tells over TLS what it counted: all that it took, and nothing that it refused", async () => {
    const counted = await prometheus.waitFor(serverSpans.calls.name, (samples) => samples.length > 0, patience);
    expect(counted.map(({ labels: { pod, port, endpoint } }) => ({ pod, port, endpoint }))).toEqual([
      { pod: "knows", port: "red", endpoint: "/api/catalog" },
    ]);
    const inTheClear = await fetch(`${collector.url(ports.red)}/metrics`);
    expect(inTheClear.status).toBe(400);
    expect(await inTheClear.text()).not.toContain(serverSpans.calls.name);
  });

  it("tells everybody how it is, and of what it counted only those who know that it is the one", async () => {
    const up = await prometheus.waitFor("up", (samples) => samples.length === 4, patience);
    expect(up.map(({ labels: { pod, port }, value }) => `${pod}/${port} ${value}`).sort()).toEqual([
      "knows-another/metrics 1",
      "knows-another/red 0",
      "knows/metrics 1",
      "knows/red 1",
    ]);
    const [refused] = (await prometheus.targets()).filter(({ health }) => health === "down");
    expect(refused?.lastError).toContain("certificate signed by unknown authority");
  });

  it("shows a renewed certificate wherever it is asked, and goes on", async () => {
    const listening = [ports.otlp, ports["otlp-http"], ports.red].map((port) => collector.address(port));
    const before = await Promise.all(listening.map(shownBy));
    expect(new Set(before).size).toBe(1);
    await served.renew();
    const deadline = Date.now() + patience.milliseconds;
    let after = before;
    while (after.some((one) => before.includes(one)) && Date.now() < deadline) {
      await pause(milliseconds(200));
      after = await Promise.all(listening.map(shownBy));
    }
    expect(new Set(after).size).toBe(1);
    expect(after).not.toEqual(before);
    expect(await sendOverTls("/api/checkout", served.authority)).toBe(200);
    expect(await callOverTls(served.authority)).toBe("0");
  });
});
