import { describe, expect, it } from "@jest/globals";
import { burnSignal } from "../../alerts/http/burn";
import { createChecker } from "../../promql/check";
import type { Metric } from "../../promql/metric";
import { print } from "../../promql/print";
import { queryableMetrics } from "../../signals/contracts/queryable";
import { http } from "../../signals/http";
import { httpSignals } from "../../signals/http-rules";
import { probe, probeSignals } from "../../signals/probe";
import { objectiveSignals } from "../../signals/objectives";
import { recordingGroups } from "../../signals/recording";
import { system } from "../../system";
import { shopApi } from "../../system/shop";
import { slicesOf } from "../slices/build";
import { plain } from "../support/plain-text";

const recordedMetrics = [...Object.values(http), ...Object.values(probe)].flatMap(metricsIn);

/** Also those of several windows. */
function metricsIn(fact: unknown): Metric<"recorded">[] {
  if (typeof fact !== "object" || fact === null) return [];
  return "name" in fact ? [fact as Metric<"recorded">] : Object.values(fact).flatMap(metricsIn);
}

const check = createChecker({
  metrics: queryableMetrics(recordedMetrics),
  allowVariables: false,
});

const goals = ["availability", "latency"] as const;

const perService = system.services.map(
  (service) =>
    [
      service.name,
      [
        ...httpSignals(service),
        ...objectiveSignals(service),
        ...goals.map((goal) => burnSignal(service, goal)),
        ...probeSignals(service),
      ],
    ] as const,
);

describe("the signals of an HTTP service", () => {
  it("are recorded under the names and labels of the metrics plan, rows 1 to 8", () => {
    const planned = new Set(system.plan.map(({ signal }) => signal));
    const rows = httpSignals(shopApi)
      .filter(({ id }) => planned.has(id))
      .flatMap(({ unit, series }) =>
        series.map(({ metric }) => `${unit} | ${metric.name} | ${metric.labels.join(", ")}`),
      );
    expect(plain(rows.join("\n"))).toMatchInlineSnapshot(`
requestsPerSecond | monitoring:http_requests:rate5m | service, endpoint, method, params
seconds | monitoring:http_request_duration_seconds:p50_5m | service, endpoint, http_status_code
seconds | monitoring:http_request_duration_seconds:p95_5m | service, endpoint, http_status_code
seconds | monitoring:http_request_duration_seconds:p99_5m | service, endpoint, http_status_code
seconds | monitoring:http_request_duration_seconds:avg_5m | service, endpoint, http_status_code
requestsPerSecond | monitoring:http_requests_non200:rate5m | service, endpoint, status_code
`);
  });

  it.each(perService)("carry exactly the labels they are declared with: %s", (_, signals) => {
    for (const { metric, expr } of signals.flatMap(({ series }) => series)) {
      const { findings, labels } = check(print(expr));
      expect([metric.name, findings]).toEqual([metric.name, []]);
      expect([metric.name, [...(labels?.keys() ?? [])].sort()]).toEqual([metric.name, [...metric.labels].sort()]);
    }
  });

  it.each(perService)("are about that service alone: %s", (name, signals) => {
    for (const { expr } of signals.flatMap(({ series }) => series)) {
      const services = Array.from(print(expr).matchAll(/service="([^"]*)"/g), ([, service]) => service);
      // A constant states the service as a label of its own.
      expect([...new Set(services)]).toEqual(print(expr).includes("{") ? [name] : []);
    }
  });

  it("leave no recorded series without a signal that writes it", () => {
    const written = slicesOf(system)
      .flatMap(({ signals }) => signals)
      .flatMap(({ series }) => series.map(({ metric }) => metric.name));
    expect([...new Set(written)].sort()).toEqual(recordedMetrics.map(({ name }) => name).sort());
  });

  it("are evaluated as often as targets are scraped, save what looks back a week, and each series once", () => {
    const groups = recordingGroups("red-shop-api", httpSignals(shopApi));
    expect(groups.map(({ name, interval }) => [name, interval])).toEqual([
      ["red-shop-api", "30s"],
      ["red-shop-api-slow", "2m"],
    ]);
    const records = groups.flatMap(({ rules }) => rules.map(({ record }) => record));
    expect(new Set(records).size).toBe(records.length);
  });

  it("state an error budget of a thousandth for an objective of 99.9 %", () => {
    const { series } = httpSignals(shopApi).find(({ id }) => id === "http-error-budget") ?? { series: [] };
    expect(series.map(({ expr }) => print(expr))).toEqual([
      'label_replace(vector(0.001), "service", "shop-api", "", "")',
    ]);
  });
});
