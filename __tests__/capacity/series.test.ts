import { describe, expect, it } from "@jest/globals";
import { endpointsOf, serviceSeries } from "../../capacity/http-series";
import { groupsOf, recordedSeries } from "../../capacity/recorded-series";
import { resourceSeries } from "../../capacity/resource-series";
import { seriesOf } from "../../capacity/series";
import { production } from "../../environments/production";
import { seriesBound } from "../../exporters/series-budget";
import { counter, gauge } from "../../promql/metric";
import { recordingGroups } from "../../signals/recording";
import { system } from "../../system";
import { rabbitmq } from "../../system/messaging";
import { shopApi } from "../../system/shop";
import { productionSlices } from "./production-slices";

describe("series of a metric", () => {
  const calls = counter("calls_total", ["job", "method", "status"], "calls");
  const up = gauge("up", ["job"], "up");

  it("are as many as its labels have combinations; what is not named has one value", () => {
    expect(seriesOf([calls], { method: 3, status: 4 })).toBe(12);
    expect(seriesOf([calls, up], { method: 3 })).toBe(4);
    expect(seriesOf([calls, up], { job: 2, method: 3, status: 4 })).toBe(26);
  });
});

describe("an HTTP service", () => {
  const exporter = { ...production.exporter, replicas: 1 };

  it("has as many endpoints as routes with paths of their own, and two of what is not declared", () => {
    const endpoints = endpointsOf(shopApi);
    expect(endpoints).toHaveLength(12 + 2);
    // GET /api/catalog knows five parameters: none of them, and each of them once.
    expect(endpoints).toContainEqual({ ways: 6, statuses: 4 });
    // GET and DELETE /api/cart.
    expect(endpoints).toContainEqual({ ways: 2, statuses: 4 });
  });

  it("is counted by method and parameters, and timed without them", () => {
    const route = { path: "/things", methods: ["GET", "POST"], params: ["limit", "page"] } as const;
    const [counted] = serviceSeries({ ...shopApi, routes: [route] }, { ...production, exporter });
    // Four ways to ask, well answered, and three other statuses; each status with twelve buckets, sum and count.
    const declared = 4 + 3 + 4 * 14;
    // Twice: one way, two statuses.
    const undeclared = 2 * (2 + 2 * 14);
    expect(counted?.usual).toBe(declared + undeclared);
  });

  it("is told by each collector anew, and never beyond its budget", () => {
    const [one] = serviceSeries(shopApi, { ...production, exporter });
    const [two] = serviceSeries(shopApi, { ...production, exporter: { ...exporter, replicas: 2 } });
    expect(two?.usual).toBe(2 * (one?.usual ?? 0));
    expect(one?.most).toBe(seriesBound(shopApi));
    expect(one?.usual).toBeLessThan(one?.most ?? 0);
  });

  it("is probed from every place", () => {
    const probed = (places: number) =>
      serviceSeries(shopApi, {
        ...production,
        probes: {
          ...production.probes,
          places: [{ name: "a" }, ...Array.from({ length: places - 1 }, () => ({ name: "b" }))],
        },
      }).find(({ from }) => from === "blackbox exporter")?.usual;
    // Five metrics, and five phases of a sixth.
    expect([probed(1), probed(3)]).toEqual([10, 30]);
  });
});

it("a broker tells its queues once, and its nodes one by one", () => {
  const [told] = resourceSeries(rabbitmq);
  // Eight metrics of three nodes, four of each of four queues, four of three channels of each.
  expect(told?.usual).toBe(8 * 3 + 4 * 4 + 4 * 4 * 3);
});

describe("recording rules", () => {
  const estimates = recordedSeries(productionSlices, system, production);
  const of = (slice: string) => estimates.find((one) => one.slice === slice)?.usual ?? 0;

  it("are counted for every slice that records something, and for no other", () => {
    expect(estimates.map(({ slice }) => slice)).toEqual(
      productionSlices.filter(({ signals }) => signals.some(({ series }) => series.length > 0)).map(({ name }) => name),
    );
  });

  it("write more of a service with more endpoints", () => {
    expect(of("red-shop-api")).toBeGreaterThan(1.3 * of("red-crm-api"));
  });

  it("judge only the service and its routes with objectives of their own over long windows", () => {
    const slices = productionSlices.filter(({ name }) => name === "red-shop-api");
    const ofOne = (name: string) =>
      recordedSeries(
        slices.map((slice) => ({
          ...slice,
          signals: slice.signals.map((signal) => ({
            ...signal,
            series: signal.series.filter(({ metric }) => metric.name === name),
          })),
        })),
        system,
        production,
      )[0]?.usual;
    // All requests together, checkout and payment.
    expect(ofOne("monitoring:http_errors:ratio3d")).toBe(3);
    expect(ofOne("monitoring:http_request_seconds:rate5m")).toBe(14);
    expect(ofOne("monitoring:http_request_duration_seconds:p99_5m")).toBe(12 * 4 + 2 * 2);
  });

  it("stand in as many groups as are deployed", () => {
    const deployed = productionSlices.flatMap(({ name, signals }) => recordingGroups(name, signals));
    expect(groupsOf(productionSlices)).toBe(deployed.length);
  });
});
