import { scrapeInterval } from "../../environments/scrape";
import { collectiveRoutes } from "../../model/http-service";
import { bucket, counter } from "../../promql/metric";
import { images } from "../../versions";
import type { MetricContract } from "./contract";
import { podLabels } from "./target";

/**
 * What the span-metrics collector emits for the server spans of HTTP services, with the configuration of
 * `exporters/span-metrics.ts`. `service` and `endpoint` would be overwritten by the target's own labels of those names
 * (Kubernetes Service, port); the exporter's ServiceMonitor drops the latter.
 */
const labels = [...podLabels, "service", "endpoint", "http_status_code"] as const;

/** Values of the label `endpoint` for requests that no declared route explains. */
export const { undeclared: undeclaredRoute, unmatched: unmatchedRoute } = collectiveRoutes;

const duration = "traces_span_metrics_duration_seconds";

export const serverSpans = {
  calls: counter(
    "traces_span_metrics_calls_total",
    [...labels, "method", "params"],
    "HTTP requests that a server span was reported for",
  ),
  durationBucket: bucket(`${duration}_bucket`, [...labels, "le"], "HTTP requests that took at most `le` seconds"),
  durationSum: counter(`${duration}_sum`, labels, "Seconds spent on HTTP requests"),
  durationCount: counter(`${duration}_count`, labels, "HTTP requests whose duration was measured"),
};

export const spanMetrics: MetricContract = {
  exporter: "span-metrics collector",
  version: images.openTelemetryCollector.tag,
  scrapedEvery: scrapeInterval,
  metrics: Object.values(serverSpans),
};
