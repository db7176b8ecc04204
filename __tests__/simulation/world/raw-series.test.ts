import { createHash } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { local } from "../../../environments/local";
import { production } from "../../../environments/production";
import { isOfMetrics } from "../../../alerts/alert";
import type { Expr } from "../../../promql/ast";
import { selector } from "../../../promql/labels";
import { metricContracts } from "../../../signals/contracts";
import type { SampledSeries } from "../../../simulation/samples";
import { rawSeries } from "../../../simulation/world/raw-series";
import { readsOf } from "../../../simulation/world/reads";
import { system } from "../../../system";
import { minutes, percent } from "../../../units/quantities";
import { built } from "../../slices/build";
import { countedBetween, moments, played, scenarioOf, seriesOf, valueAt } from "./support";

const contracts = new Map(metricContracts.flatMap(({ metrics }) => metrics.map((metric) => [metric.name, metric])));
const healthy = played([]);

/** What the synthesized rules and alerts of production read. */
const reads = (() => {
  const { slices } = built(system);
  const recorded = new Map<string, Expr[]>();
  for (const { metric, expr } of slices.flatMap(({ signals }) => signals.flatMap(({ series }) => series)))
    recorded.set(metric.name, [...(recorded.get(metric.name) ?? []), expr]);
  const asked = slices.flatMap(({ alerts }) => alerts.filter(isOfMetrics).map(({ value }) => value));
  return readsOf({ asked, recorded });
})();

/** All names, labels and samples, in short: a diff of millions of numbers would help nobody. */
function digest(all: readonly SampledSeries[]): string {
  const hash = createHash("sha256");
  for (const { name, labels, at, values } of all)
    hash
      .update(name + selector(labels))
      .update(at)
      .update(values);
  return hash.digest("hex");
}

describe("the raw series of a world", () => {
  it("are the same for one seed, and others for another", () => {
    expect(digest(played([]))).toBe(digest(healthy));
    expect(digest(played([], undefined, 2))).not.toBe(digest(healthy));
  });

  it("are whole: each metric that an alert of production depends on is told", () => {
    const told = new Set(
      played([{ kind: "pod-memory", of: "mes-api", to: percent(120), from: minutes(5) }]).map(({ name }) => name),
    );
    const missing = [...reads.keys()].filter((name) => contracts.has(name) && !told.has(name));
    expect(missing).toEqual([]);
  });

  it("have the labels of the exporters' contracts, and no series comes twice", () => {
    const wrong = healthy.filter(({ name, labels }) => {
      const contract = contracts.get(name);
      const known = [...(contract?.labels ?? []), ...(contract?.sometimes ?? [])];
      return (
        !contract?.labels.every((label) => label in labels) || !Object.keys(labels).every((one) => known.includes(one))
      );
    });
    expect(wrong.map(({ name, labels }) => name + selector(labels))).toEqual([]);
    const names = healthy.map(({ name, labels }) => name + selector(labels));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it("have counters that never fall, but where a pod begins anew", () => {
    const falls = (all: ReturnType<typeof played>) =>
      all.filter(({ name, values }) => {
        const type = contracts.get(name)?.type;
        const known = values.filter((value) => !Number.isNaN(value));
        return (type === "counter" || type === "bucket") && known.some((value, at) => value < (known[at - 1] ?? 0));
      });
    expect(falls(healthy).map(({ name }) => name)).toEqual([]);
    const reset = falls(played([{ kind: "counter-reset", job: "red-crm-api", from: minutes(30) }]));
    expect(reset.length).toBeGreaterThan(100);
    expect(new Set(reset.map(({ labels }) => labels.job))).toEqual(new Set(["red-crm-api"]));
  });

  it("are only what is read, as far back as it is, and then no other samples", () => {
    const options = { system, environment: production, seed: 1, clock: moments };
    const few = rawSeries(scenarioOf(), { ...options, reads });
    expect(few.length).toBeLessThan(1500);
    const [calls] = seriesOf(few, "traces_span_metrics_calls_total");
    const [up] = seriesOf(few, "up", { job: "kubelet" });
    // All of the hour before; of `up`, five minutes and no more than ten others.
    expect(calls?.at.length).toBe(moments.at.length);
    expect(up?.at.length).toBe(240 + 1 + 10 + 20);
    const same = healthy.find(
      ({ name, labels }) => name === calls?.name && selector(labels) === selector(calls.labels),
    );
    expect(calls?.values).toEqual(same?.values);
  });

  it("are there in an environment without AWS, and tell nothing of what is in it", () => {
    const here = rawSeries(scenarioOf(), { system, environment: local, seed: 1, clock: moments });
    expect(here.filter(({ name }) => /^(aws|pg)_/.test(name))).toEqual([]);
    expect(seriesOf(here, "up").length).toBeGreaterThan(10);
  });
});

describe("scrapes", () => {
  it("that fail leave a 0 in up, and nothing else of the target", () => {
    const all = played([{ kind: "exporter-down", job: "use-shop-db-postgres", from: minutes(20), until: minutes(40) }]);
    const [up] = seriesOf(all, "up", { job: "use-shop-db-postgres" });
    const [sessions] = seriesOf(all, "pg_stat_activity_count", { state: "idle" });
    expect([19, 30, 41].map((minute) => up && valueAt(up, minute))).toEqual([1, 0, 1]);
    expect([19, 30, 41].map((minute) => sessions && Number.isNaN(valueAt(sessions, minute)))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it("of a target that Prometheus does not know leave nothing at all", () => {
    const all = played([{ kind: "target-gone", job: "kube-state-metrics", from: minutes(20) }]);
    const [up] = seriesOf(all, "up", { job: "kube-state-metrics" });
    const [replicas] = seriesOf(all, "kube_deployment_spec_replicas");
    for (const series of [up, replicas])
      expect([19, 30].map((at) => series && valueAt(series, at))).toEqual([expect.any(Number), NaN]);
  });

  it("that Prometheus misses leave a gap in everything", () => {
    const all = played([{ kind: "scrape-gap", from: minutes(20), until: minutes(22) }]);
    const told = (series: SampledSeries, minute: number) => series.at.includes(moments.begins + minute * 60_000);
    expect(all.filter((series) => told(series, 21)).map(({ name }) => name)).toEqual([]);
    expect(all.filter((series) => !told(series, 22)).map(({ name }) => name)).toEqual([]);
    // What happened meanwhile is counted all the same.
    const calls = seriesOf(all, "traces_span_metrics_calls_total", { service: "shop-api" });
    const usual = seriesOf(healthy, "traces_span_metrics_calls_total", { service: "shop-api" });
    expect(countedBetween(calls, 10, 30)).toBe(countedBetween(usual, 10, 30));
  });
});
