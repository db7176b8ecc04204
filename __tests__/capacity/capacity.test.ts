import { describe, expect, it } from "@jest/globals";
import { seriesOfTarget } from "../../capacity/assumptions";
import { capacityOf } from "../../capacity/capacity";
import { orderOf } from "../../capacity/cost";
import { enoughFor } from "../../capacity/enough";
import { sum } from "../../capacity/series";
import { prometheusValues } from "../../constructs/chart-values/kube-prometheus-stack";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import { targetsOf } from "../../scenarios/targets";
import { system } from "../../system";
import { productionLogging as logging, productionSlices as slices } from "./production-slices";

const measured = { system, environment: production, slices, logging };
const usual = capacityOf(measured);
const monthly = (services: number) => sum(capacityOf(measured, services).costs.map(({ dollars }) => dollars));

describe("the capacity of a system", () => {
  it("has every estimate once", () => {
    const names = usual.estimates.map(({ from, slice }) => `${from} of ${slice}`);
    expect(new Set(names).size).toBe(names.length);
    expect(usual.load.series).toBe(sum(usual.estimates.map((estimate) => estimate.usual)));
    expect(usual.samplesPerSecond).toBeCloseTo(usual.load.series / 30, 6);
  });

  it("has of each target what Prometheus writes of it, and nothing of what is not scraped", () => {
    const ofTargets = usual.estimates.find(({ from }) => from === "Prometheus, of targets");
    expect(ofTargets?.usual).toBe(seriesOfTarget * targetsOf(system, production).length);
    const isScraped = (from: string) => usual.estimates.some((estimate) => estimate.from === from);
    expect(isScraped("CoreDNS")).toBe(prometheusValues(production).coreDns.enabled);
  });

  it("is the same for as many services as there are", () => {
    expect(capacityOf(measured, 3)).toEqual(usual);
  });

  it("is linear in what grows, and leaves what does not", () => {
    const many = capacityOf(measured, 300);
    const of = (from: string, slice: string) =>
      [usual, many].map((one) => one.estimates.find((other) => other.from === from && other.slice === slice)?.usual);
    const [few = 0, hundredfold = 0] = of("span-metrics collector", "red-shop-api");
    expect(hundredfold).toBe(100 * few);
    expect(of("Grafana", "platform")).toEqual([6000, 6000]);
    expect(of("recording rules", "elk")).toEqual([41, 41]);
    // The platform logs on as before, all others a hundred times as much.
    const gigabytes = many.loggedPerDay.bytes / 2 ** 30;
    expect(gigabytes).toBeCloseTo(100 * (usual.loggedPerDay.bytes / 2 ** 30 - 1) + 1, 6);
    expect(many.logging).toHaveLength(5 * 100 + 1);
  });

  it("may be asked for fewer than there are", () => {
    const one = capacityOf(measured, 1);
    expect(one.load.series).toBeLessThan(usual.load.series);
    expect(one.demands.every(({ needs, has }) => needs.high < has)).toBe(true);
  });
});

describe("its cost", () => {
  it("is an order of magnitude", () => {
    expect([1949, 2501, 9500, 0.44].map(orderOf)).toEqual([2000, 3000, 10_000, 0.4]);
  });

  it("is of what the environment asks for, as long as that is enough", () => {
    expect(enoughFor(production, usual.demands)).toEqual(production);
    expect(usual.costs.map(({ of }) => of.replace(/many as \d+/, "many as N"))).toEqual([
      "nodes, as many as N of 4 processors and 16 GiB",
      "disks",
      "snapshots of logs, in S3",
    ]);
  });

  it("rises with the services, and then with what they need", () => {
    const costs = [3, 30, 300].map(monthly);
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
    // Ten times as many cost at most ten times as much.
    expect(costs[2]).toBeLessThan(10.5 * (costs[1] ?? 0));
  });

  it("makes Prometheus larger and Elasticsearch more, with a fifth to spare", () => {
    const { demands } = capacityOf(measured, 300);
    const enough = enoughFor(production, demands);
    const memory = demands.find(({ component, of }) => component === "Prometheus" && of === "memory");
    expect(enough.prometheus.memory.bytes * 0.8).toBeCloseTo(memory?.needs.high ?? 0, -3);
    expect(enough.elk.elasticsearch.hot.replicas).toBeGreaterThan(10 * production.elk.elasticsearch.hot.replicas);
    expect(enough.elk.elasticsearch.hot.memory).toEqual(production.elk.elasticsearch.hot.memory);
  });

  it("is none where there is no AWS", () => {
    expect(capacityOf({ ...measured, environment: local }).costs).toEqual([]);
  });
});
