import { describe, expect, it } from "@jest/globals";
import { scrapeInterval } from "../../environments/scrape";
import { recorded } from "../../promql/metric";
import { metricContracts } from "../../signals/contracts";
import { queryableMetrics } from "../../signals/contracts/queryable";

describe("the metric contracts", () => {
  it("state each metric once, so that none hides another", () => {
    const names = metricContracts.flatMap(({ metrics }) => metrics.map(({ name }) => name));
    expect(queryableMetrics([]).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(["up", "traces_span_metrics_calls_total"]));
  });

  it("lend their metrics the interval, name and version of the exporter; rules write as often as they are evaluated", () => {
    const metrics = queryableMetrics([recorded("monitoring:example:ratio", ["service"], "an example")]);
    for (const { exporter, version, scrapedEvery, metrics: emitted } of metricContracts) {
      expect(version).toMatch(/\d+\.\d+\.\d+$/);
      for (const metric of emitted) {
        const own = { sampledEvery: scrapedEvery, writtenBy: `${exporter} (${version})` };
        expect(metrics.get(metric.name)).toEqual({ ...metric, ...own });
      }
    }
    expect(metrics.get("monitoring:example:ratio")).toMatchObject({
      type: "recorded",
      sampledEvery: scrapeInterval,
      writtenBy: "a recording rule",
    });
  });
});
