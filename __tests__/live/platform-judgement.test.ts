/** What the rules and alerts about the monitoring make of restarts, lost scrapes and real faults, by the real promtool. */
import { describe, expect, it, jest } from "@jest/globals";
import type { AlertRule } from "../../alerts/alert";
import { evaluationInterval, thresholdOf } from "../../alerts/alert";
import { platformJobs } from "../../alerts/platform/targets";
import type { Metric } from "../../promql/metric";
import { print } from "../../promql/print";
import { receivedSpans } from "../../signals/contracts/collector";
import { alerting } from "../../signals/contracts/grafana";
import { ruleGroups, scrapes, storage, storageFaults, up } from "../../signals/contracts/prometheus";
import { serverSpans } from "../../signals/contracts/span-metrics";
import { platform } from "../../signals/platform";
import { platformSignals } from "../../signals/platform-series";
import { recordingGroups } from "../../signals/recording";
import { system } from "../../system";
import { promDuration } from "../../units/text";
import { platformSliceOf } from "../slices/build";
import type { InputSeries } from "../../alerts/stories/series";
import { shaped } from "../../alerts/stories/series";
import type { RuleFiles } from "../../engines/run/promtool";
import { testRules } from "../../engines/run/promtool";
import { selector } from "../../promql/labels";
import type { Labels } from "../../promql/labels";

jest.setTimeout(60_000);

const rules = { platform: { groups: recordingGroups("platform", platformSignals()) } };
const { alerts } = platformSliceOf(system);

const rule = (id: string): AlertRule => {
  const found = alerts.find((alert) => alert.id === `platform-${id}`);
  if (!found) throw new Error(`no alert platform-${id}`);
  return found;
};

interface Expectation {
  readonly expr: string;
  /** Minutes from the beginning. */
  readonly at: number;
  readonly samples: readonly (readonly [Labels, number])[];
}

/** What promtool has against all that is expected of such series, two samples a minute: nothing. */
const complaint = (series: readonly InputSeries[], ...expected: readonly Expectation[]) =>
  complaintWith(rules, series, ...expected);

const complaintWith = (files: RuleFiles, series: readonly InputSeries[], ...expected: readonly Expectation[]) =>
  testRules(
    {
      evaluation_interval: "30s",
      tests: [
        {
          interval: "30s",
          input_series: series,
          promql_expr_test: expected.map(({ expr, at, samples }) => ({
            expr,
            eval_time: `${at}m`,
            exp_samples: samples.map(([labels, value]) => ({ labels: selector(labels), value })),
          })),
        },
      ],
    },
    files,
  );

/** The value of an alert for one job, group or pod, to the third decimal. */
const value = (id: string, of: Labels, at: number, expected: number): Expectation => {
  const condition = Object.entries(of).map(
    ([label, text]) => `label_replace(vector(1), "${label}", "${text}", "", "")`,
  );
  return {
    expr: `round((${print(rule(id).value)}) and on (${Object.keys(of).join()}) ${condition.join()}, 0.001)`,
    at,
    samples: [[of, expected]],
  };
};

/** Whether an alert has fired for one: its value lay beyond the threshold at each evaluation of the pending period. */
const fires = (id: string, at: number, expected: readonly Labels[]): Expectation => {
  const { value, fires: threshold, pendingFor } = rule(id);
  const evaluations = pendingFor.milliseconds / evaluationInterval.milliseconds + 1;
  const pending = `(${print(value)})[${promDuration({ milliseconds: evaluations * evaluationInterval.milliseconds })}:1m]`;
  const beyond =
    "above" in threshold
      ? `min_over_time(${pending}) > bool ${thresholdOf(threshold)}`
      : `max_over_time(${pending}) < bool ${thresholdOf(threshold)}`;
  return {
    expr: `((${beyond}) and count_over_time(${pending}) == ${evaluations}) == 1`,
    at,
    samples: expected.map((labels) => [labels, 1]),
  };
};

/** Samples of half an hour; `all(1)` but for what is named. */
const minutes = 30;
const steady = (sample: number) => `${sample}x${2 * minutes}`;
const counting = (perScrape: number) => `0+${perScrape}x${2 * minutes}`;

describe("the alert on targets", () => {
  const target = (job: string, instance: string, values: string) => shaped(up, { job, instance }, values);
  /** Every job of the platform answers, but for those named. */
  const others = (...but: string[]) =>
    platformJobs.filter((job) => !but.includes(job)).map((job) => target(job, "one", steady(1)));
  const kubelets = (dead: number, flapping: number) =>
    Array.from({ length: 20 }, (_, at) =>
      target(
        "kubelet",
        `node-${at}`,
        at < dead ? steady(0) : at < dead + flapping ? `1 ${"0 0 0 1 ".repeat(15)}`.trim() : steady(1),
      ),
    );

  it("stays quiet about a scrape that is lost, a pod that restarts, and one of twenty that flaps", async () => {
    const grafana = target("grafana", "one", `1x20 0 1x${2 * minutes - 22}`);
    const operator = [target("kps-operator", "old", "1x20 0 stale"), target("kps-operator", "new", "_x24 1x40")];
    const quiet = [...others("grafana", "kps-operator", "kubelet"), grafana, ...operator, ...kubelets(0, 1)];
    expect(
      await complaint(
        quiet,
        ...["grafana", "kps-operator", "kubelet"].map((job) => value("targets-down", { job }, 14, 0)),
        ...[5, 10, 11, 15, 20, 25, 30].map((at) => fires("targets-down", at, [])),
      ),
    ).toBe("");
  });

  it("stays quiet about one of twenty that is dead, and fires when three are", async () => {
    expect(
      await complaint(
        [...others("kubelet"), ...kubelets(1, 0)],
        value("targets-down", { job: "kubelet" }, 20, 0.05),
        fires("targets-down", 30, []),
      ),
    ).toBe("");
    expect(
      await complaint(
        [...others("kubelet"), ...kubelets(3, 0)],
        value("targets-down", { job: "kubelet" }, 20, 0.15),
        fires("targets-down", 30, [{ job: "kubelet" }]),
      ),
    ).toBe("");
  });

  it("fires once, and names the job, when one goes altogether: 15 minutes after it was last seen", async () => {
    const gone = [...others("node-exporter"), target("node-exporter", "node-1", "1x20 stale")];
    expect(
      await complaint(
        gone,
        fires("targets-down", 24, []),
        value("targets-down", { job: "node-exporter" }, 25, 1),
        fires("targets-down", 26, [{ job: "node-exporter" }]),
      ),
    ).toBe("");
  });

  it("fires for a job that was never there, and for one whose only target does not answer", async () => {
    const jobs = [...others("kps-operator", "grafana"), target("grafana", "one", steady(0))];
    expect(await complaint(jobs, fires("targets-down", 30, [{ job: "grafana" }, { job: "kps-operator" }]))).toBe("");
  });

  it("fires when the platform's own rules are not there, for the other alerts take that for health", async () => {
    const job = "recording rules of the platform";
    expect(await complaintWith({}, others(), fires("targets-down", 30, [{ job }]))).toBe("");
  });
});

describe("the alert on series", () => {
  it("measures the largest scrape of a job against its limit, and leaves out what has none", async () => {
    const scrape = (instance: string, samples: number, limit: number) => [
      shaped(scrapes.samples, { job: "red-shop-api", instance }, steady(samples)),
      shaped(scrapes.sampleLimit, { job: "red-shop-api", instance }, steady(limit)),
    ];
    const unlimited = [
      shaped(scrapes.samples, { job: "unlimited", instance: "one" }, steady(1e6)),
      shaped(scrapes.sampleLimit, { job: "unlimited", instance: "one" }, steady(0)),
    ];
    expect(
      await complaint(
        [...scrape("one", 3000, 30_000), ...scrape("two", 27_000, 30_000), ...unlimited],
        {
          expr: platform.budget.used.name,
          at: 20,
          samples: [[{ __name__: platform.budget.used.name, job: "red-shop-api" }, 0.9]],
        },
        fires("series-budget", 30, [{ job: "red-shop-api" }]),
      ),
    ).toBe("");
  });
});

describe("the alert on recording rules", () => {
  const file = "/etc/prometheus/rules/prometheus-kps-prometheus-rulefiles-0/monitoring-rules.yaml";
  /** A group of 13 rules. */
  const group = (name: string, { failures = steady(0), missed = steady(0), evaluations = counting(13) } = {}) => {
    const of = { rule_group: `${file};${name}`, pod: "prometheus-0" };
    return [
      shaped(ruleGroups.evaluations, of, evaluations),
      shaped(ruleGroups.failures, of, failures),
      shaped(ruleGroups.iterations, of, counting(1)),
      shaped(ruleGroups.missed, of, missed),
    ];
  };

  it("stays quiet about an evaluation that fails once, as after a rollout", async () => {
    const once = group("red-shop-api", { failures: `0x20 13x${2 * minutes - 20}` });
    expect(
      await complaint(
        once,
        value("rules-fail-page", { group: "red-shop-api" }, 12, 0.1),
        value("rules-fail-page", { group: "red-shop-api" }, 16, 0),
        ...[11, 13, 15, 20].map((at) => fires("rules-fail-page", at, [])),
      ),
    ).toBe("");
  });

  it("pages for one rule of a critical service that always fails, and opens a ticket for another's", async () => {
    const failing = [
      ...group("red-shop-api", { failures: counting(1) }),
      ...group("red-crm-api", { failures: counting(1) }),
    ];
    expect(
      await complaint(
        failing,
        value("rules-fail-page", { group: "red-shop-api" }, 20, 0.077),
        fires("rules-fail-page", 20, [{ group: "red-shop-api" }]),
        fires("rules-fail", 20, [{ group: "red-crm-api" }]),
      ),
    ).toBe("");
  });

  it("fires for evaluations that do not take place, be it each of them", async () => {
    const late = [
      ...group("red-crm-api", {
        missed: counting(0.5),
      }),
      ...group("use-orders", { evaluations: steady(13), missed: counting(1) }),
    ];
    expect(
      await complaint(
        late,
        value("rules-fail", { group: "red-crm-api" }, 20, 0.5),
        value("rules-fail", { group: "use-orders" }, 20, 1),
        fires("rules-fail", 20, [{ group: "red-crm-api" }, { group: "use-orders" }]),
      ),
    ).toBe("");
  });
});

describe("the alerts on storage", () => {
  const pod = "prometheus-kps-prometheus-0";
  const of = (metric: Metric, values: string) => shaped(metric, { pod }, values);
  const sizes = (blocks: string) => [
    of(storage.blocks, blocks),
    of(storage.writeAheadLog, steady(5)),
    of(storage.headChunks, steady(5)),
    of(storage.limit, steady(100)),
  ];

  it("count what the limit counts, and tell filling up from not making room any more", async () => {
    expect(
      await complaint(
        sizes(steady(85)),
        value("storage-full", { pod }, 20, 0.95),
        fires("storage-full", 30, [{ pod }]),
        fires("storage-full-page", 30, []),
      ),
    ).toBe("");
    expect(await complaint(sizes(steady(105)), fires("storage-full-page", 30, [{ pod }]))).toBe("");
    expect(await complaint(sizes(steady(70)), fires("storage-full", 30, []))).toBe("");
  });

  it("know how long it lasts: a hundredth an hour, from half of it on, takes 50 hours less those that are gone", async () => {
    const growing = sizes(`40+${1 / 120}x${2 * minutes}`);
    const expected = (100 - 50 - 0.5) * 3600;
    expect(
      await complaint(growing, {
        expr: `round(${platform.storage.fullIn.name}, 60)`,
        at: 30,
        samples: [[{ pod }, Math.round(expected / 60) * 60]],
      }),
    ).toBe("");
  });

  it("say a year where nothing grows", async () => {
    expect(
      await complaint(sizes(steady(40)), {
        expr: `round(${platform.storage.fullIn.name} / 86400)`,
        at: 30,
        samples: [[{ pod }, 365]],
      }),
    ).toBe("");
  });

  const faults = (compactions: string) =>
    Object.values(storageFaults).map((metric) =>
      of(metric, metric === storageFaults.compactions ? compactions : steady(0)),
    );

  it("stay quiet about a compaction that fails once, and tell of one that fails every minute", async () => {
    expect(
      await complaint(
        faults(`0x20 1x${2 * minutes - 20}`),
        ...[11, 20, 30].map((at) => fires("storage-fails", at, [])),
      ),
    ).toBe("");
    expect(await complaint(faults(counting(0.5)), fires("storage-fails", 20, [{ pod }]))).toBe("");
  });
});

describe("the alert on the evaluation of alert rules", () => {
  const pod = "grafana-6d4cf56db6-x7x2p";
  const grafana = (failures: string) => [
    shaped(alerting.evaluations, { pod }, counting(20)),
    shaped(alerting.failures, { pod }, failures),
  ];

  it("stays quiet about one rule of forty, which says so itself, and fires when a tenth of them fail", async () => {
    expect(
      await complaint(
        grafana(counting(0.5)),
        value("evaluations-fail", { pod }, 20, 0.025),
        fires("evaluations-fail", 30, []),
      ),
    ).toBe("");
    expect(await complaint(grafana(counting(2)), fires("evaluations-fail", 30, [{ pod }]))).toBe("");
  });

  it("has a value before anything ever failed", async () => {
    const [evaluations] = grafana("");
    expect(await complaint(evaluations ? [evaluations] : [], value("evaluations-fail", { pod }, 20, 0))).toBe("");
  });
});

describe("the alerts on collectors", () => {
  const received = (job: string, accepted: string, refused: string, failed = steady(0)) =>
    (
      [
        [receivedSpans.accepted, accepted],
        [receivedSpans.refused, refused],
        [receivedSpans.failed, failed],
      ] as const
    ).map(([metric, values]) => shaped(metric, { job, port: "metrics", pod: `${job}-0` }, values));

  it("stay quiet about a burst that is refused within a minute, and fire when it goes on", async () => {
    const burst = received("red-crm-api", counting(1000), `0x20 500 1000x${2 * minutes - 22}`);
    expect(await complaint(burst, ...[12, 16, 20, 30].map((at) => fires("spans-refused", at, [])))).toBe("");
    const short = received("red-crm-api", counting(950), counting(30), counting(20));
    expect(
      await complaint(
        short,
        value("spans-refused", { job: "red-crm-api" }, 20, 0.05),
        fires("spans-refused", 20, [{ job: "red-crm-api" }]),
      ),
    ).toBe("");
  });

  it("tell of the first series without labels, by page for what is critical, by ticket for the rest", async () => {
    const calls = (job: string) =>
      shaped(serverSpans.calls, { job, port: "red", service: job.replace("red-", "") }, counting(10));
    const beyond = (job: string) => ({
      series: `${serverSpans.calls.name}${selector({ job, instance: `${job}-0`, otel_metric_overflow: "true" })}`,
      values: `_x20 0+1x${2 * minutes - 20}`,
    });
    const jobs = ["red-shop-api", "red-crm-api"];
    const counted = jobs.flatMap((job) => [calls(job), ...received(job, counting(10), steady(0))]);
    expect(
      await complaint(
        counted,
        value("series-overflow", { job: "red-crm-api" }, 20, 0),
        value("series-overflow-page", { job: "red-shop-api" }, 20, 0),
      ),
    ).toBe("");
    expect(
      await complaint(
        [...counted, ...jobs.map(beyond)],
        fires("series-overflow", 13, [{ job: "red-crm-api" }]),
        fires("series-overflow-page", 13, [{ job: "red-shop-api" }]),
      ),
    ).toBe("");
  });
});
