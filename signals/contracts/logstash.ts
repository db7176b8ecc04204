import { scrapeInterval } from "../../environments/scrape";
import { counter, gauge } from "../../promql/metric";
import { charts } from "../../versions";
import type { MetricContract } from "./contract";
import { asIn } from "./contract";

/**
 * What the JSON exporter makes of the API of a Logstash, with the module of `exporters/logstash.ts`; `node` and
 * `instance` are its pod.
 */
const labels = ["job", "instance", "port", "node", "pipeline"] as const;

export const logstash = {
  received: counter("logstash_events_in_total", labels, "lines that Logstash took from Filebeat"),
  sent: counter(
    "logstash_events_out_total",
    labels,
    "lines that Elasticsearch took from Logstash, or refused for good",
  ),
  queued: gauge("logstash_queue_size_bytes", labels, "bytes that wait on disk for Elasticsearch"),
  queueLimit: gauge("logstash_queue_max_bytes", labels, "bytes that may wait; then Filebeat has to"),
  deadLetters: gauge(
    "logstash_dead_letter_queue_size_bytes",
    labels,
    "bytes of lines that Elasticsearch refused for good",
  ),
  droppedDeadLetters: counter(
    "logstash_dead_letters_dropped_total",
    labels,
    "refused lines for which there was no room any more",
  ),
};

export const logstashMetrics: MetricContract = {
  exporter: "JSON exporter, of Logstash",
  version: asIn(charts.jsonExporter),
  scrapedEvery: scrapeInterval,
  metrics: Object.values(logstash),
};
