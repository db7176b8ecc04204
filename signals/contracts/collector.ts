import { scrapeInterval } from "../../environments/scrape";
import { counter } from "../../promql/metric";
import { images } from "../../versions";
import type { MetricContract } from "./contract";
import { podLabels } from "./target";

const ofReceiver = [...podLabels, "receiver", "transport"] as const;

/**
 * What a collector says of itself on its port `metrics`, configured as in `exporters/span-metrics.ts`: with readers of
 * one's own, the names of counters do not end in `_total`.
 */
export const receivedSpans = {
  accepted: counter("otelcol_receiver_accepted_spans", ofReceiver, "spans that were taken"),
  refused: counter(
    "otelcol_receiver_refused_spans",
    ofReceiver,
    "spans that were sent back, for the memory was short; whoever sent them may try again",
  ),
  failed: counter("otelcol_receiver_failed_spans", ofReceiver, "spans that were lost by a fault of the collector"),
};

export const collector: MetricContract = {
  exporter: "OpenTelemetry collector",
  version: images.openTelemetryCollector.tag,
  scrapedEvery: scrapeInterval,
  metrics: Object.values(receivedSpans),
};
