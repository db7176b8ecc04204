import type { Environment } from "../environments/environment";
import { scrapeInterval } from "../environments/scrape";
import type { HttpService } from "../model/http-service";
import { criticalRoutes } from "../model/http-service";
import type { Duration } from "../units/quantities";
import { milliseconds, minutes, seconds } from "../units/quantities";
import { goDuration } from "../units/text";
import type { ConfigTree } from "./config-tree";
import { podAddress } from "./config-tree";
import { labelStatements, notOurs } from "./span-statements";
import { tlsFiles } from "./tls";

/** Ports of the collector's pods, by the names Service and ServiceMonitor know them by. */
export const ports = { otlp: 4317, "otlp-http": 4318, red: 8889, metrics: 8888, health: 13133 } as const;

/**
 * Most combinations of labels that a collector tells apart in one metric of a service. Every new one beyond it is
 * counted in one series without labels, until the collector is restarted.
 */
export const seriesLimit = 5000;

const defaultBoundaries = [...[5, 10, 25, 50, 100, 250, 500].map(milliseconds), ...[1, 2.5, 5, 10].map(seconds)];

/**
 * Histogram boundaries, in rising order: a ladder for quantiles, and every latency objective, so that the share of
 * requests within the objective is counted, not estimated.
 */
export function boundariesOf(services: readonly HttpService[]): Duration[] {
  const all = [...defaultBoundaries, ...services.flatMap(latencyBoundaries)];
  return [...new Set(all.map((boundary) => boundary.milliseconds))].sort((a, b) => a - b).map(milliseconds);
}

const latencyBoundaries = (service: HttpService): Duration[] =>
  [service, ...criticalRoutes(service)].map(({ objectives }) => objectives.latency.within);

/**
 * Configuration of an OpenTelemetry collector (contrib) that counts the server spans of HTTP services: requests by
 * `service, endpoint, method, params, http_status_code`, durations without `method` and `params`. Spans must arrive
 * unsampled. Labels are bounded by the description: routes, methods and parameters that it does not name are counted
 * under one collective value each (`seriesBound`); values of parameters never leave the span.
 *
 * Where the environment has certificates, spans are taken and what was counted is told over TLS alone. How the
 * collector is, and whether, it tells in the clear: its telemetry knows no TLS (otelconf 0.24), and of its health only
 * the kubelet of its node asks.
 */
export function spanMetricsConfig(
  services: readonly HttpService[],
  { certificates }: Pick<Environment, "certificates">,
): ConfigTree {
  const serves = (port: number) => ({ endpoint: podAddress(port), ...(certificates && { tls: ourCertificate }) });
  return {
    receivers: { otlp: { protocols: { grpc: serves(ports.otlp), http: serves(ports["otlp-http"]) } } },
    processors: {
      memory_limiter: { check_interval: "5s", limit_percentage: 80, spike_limit_percentage: 25 },
      "filter/server": { error_mode: "ignore", traces: { span: notOurs(services) } },
      "transform/red": {
        error_mode: "ignore",
        trace_statements: [
          { statements: ['keep_keys(resource.attributes, ["service.name"])'] },
          { statements: labelStatements(services) },
        ],
      },
      batch: {},
    },
    connectors: {
      span_metrics: {
        dimensions: [{ name: "service" }, { name: "endpoint" }, { name: "http_status_code" }],
        calls_dimensions: [{ name: "method" }, { name: "params" }],
        exclude_dimensions: ["service.name", "span.name", "span.kind", "status.code", "collector.instance.id"],
        histogram: { unit: "s", explicit: { buckets: boundariesOf(services).map(goDuration) } },
        exemplars: { enabled: true, max_per_data_point: 5 },
        resource_metrics_key_attributes: ["service.name"],
        aggregation_cardinality_limit: seriesLimit,
        // As often as it is scraped: an exemplar stands for one flush, and a new series begins with a 0 that a scrape
        // must see.
        metrics_flush_interval: goDuration(scrapeInterval),
      },
    },
    exporters: {
      "prometheus/red": {
        ...serves(ports.red),
        enable_open_metrics: true,
        metric_expiration: "60m",
        without_scope_info: true,
      },
    },
    extensions: { health_check: { endpoint: podAddress(ports.health) } },
    service: {
      extensions: ["health_check"],
      telemetry: {
        metrics: {
          readers: [{ pull: { exporter: { prometheus: { host: podAddress(), port: ports.metrics } } } }],
        },
      },
      pipelines: {
        traces: {
          receivers: ["otlp"],
          processors: ["memory_limiter", "filter/server", "transform/red", "batch"],
          exporters: ["span_metrics"],
        },
        metrics: { receivers: ["span_metrics"], processors: ["memory_limiter"], exporters: ["prometheus/red"] },
      },
    },
  };
}

/**
 * Read again by the first connection after a minute: a renewed certificate may be of a new authority, and whoever asks
 * trusts that one as soon as it is there.
 */
const ourCertificate = {
  cert_file: tlsFiles.certificate,
  key_file: tlsFiles.key,
  min_version: "1.2",
  reload_interval: goDuration(minutes(1)),
};
