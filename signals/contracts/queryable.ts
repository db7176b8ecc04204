import { scrapeInterval } from "../../environments/scrape";
import type { CheckedMetric } from "../../promql/check";
import type { Metric } from "../../promql/metric";
import { metricContracts } from ".";

/** All that queries may name: what the exporters emit, and the series that recording rules write. */
export function queryableMetrics(recorded: readonly Metric<"recorded">[]): ReadonlyMap<string, CheckedMetric> {
  const exported = metricContracts.flatMap(({ exporter, version, scrapedEvery, metrics }) =>
    metrics.map((metric) => ({ ...metric, sampledEvery: scrapedEvery, writtenBy: `${exporter} (${version})` })),
  );
  const written = recorded.map((metric) => ({
    ...metric,
    sampledEvery: scrapeInterval,
    writtenBy: "a recording rule",
  }));
  return new Map([...exported, ...written].map((metric) => [metric.name, metric]));
}
