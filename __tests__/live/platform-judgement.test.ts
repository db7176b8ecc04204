/**
 * What the rules and alerts about the monitoring make of restarts, lost scrapes and real faults, by the real promtool.
 */
import { describe, expect, it, jest } from "@jest/globals";
import type { AlertRule } from "../../alerts/alert";
import { evaluationInterval, thresholdOf } from "../../alerts/alert";
import { platformJobs } from "../../alerts/platform/targets";
import type { Metric } from "../../promql/metric";
import { print } from "../../promql/print";
import { alerting } from "../../signals/contracts/grafana";
import { ruleGroups, scrapes, storage, up } from "../../signals/contracts/prometheus";
import { platform } from "../../signals/platform";
import { platformSignals } from "../../signals/platform-series";
import { groupNames, recordingGroups } from "../../signals/recording";
import { system } from "../../system";
import { promDuration } from "../../units/text";
import { platformSliceOf } from "../slices/build";
import type { InputSeries } from "../../alerts/stories/series";
import { shaped } from "../../alerts/stories/series";
import type { RuleFiles } from "../../engines/run/promtool";
import { testRules } from "../support/live/promtool";
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

describe("the alerts on storage", () => {
  const pod = "prometheus-kps-prometheus-0";
  const of = (metric: Metric, values: string) => shaped(metric, { pod }, values);
  const sizes = (blocks: string) => [
    of(storage.blocks, blocks),
    of(storage.writeAheadLog, steady(5)),
    of(storage.headChunks, steady(5)),
    of(storage.limit, steady(100)),
  ];

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
});

describe("the alert on recording rules", () => {
  /**
   * Scraped every half minute, counted by so much every two minutes: a group that looks back far is evaluated rarely.
   */
  const rarely = (each: number) =>
    Array.from({ length: 2 * minutes + 1 }, (_, at) => Math.floor(at / 4) * each).join(" ");
  const group = (name: string, failures: string) => {
    const of = { rule_group: `/etc/prometheus/rules/monitoring.yaml;${name}` };
    return [
      shaped(ruleGroups.iterations, of, rarely(1)),
      shaped(ruleGroups.evaluations, of, rarely(9)),
      shaped(ruleGroups.failures, of, failures),
      shaped(ruleGroups.missed, of, rarely(0)),
    ];
  };
  const [, slow] = groupNames("red-shop-api");

  it("wakes somebody where one of the rules fails that look back far for something critical", async () => {
    expect(
      await complaint(
        group(slow, rarely(1)),
        value("rules-fail-page", { group: slow }, 25, 0.111),
        fires("rules-fail-page", 25, [{ group: slow }]),
        fires("rules-fail", 25, []),
      ),
    ).toBe("");
  });

  it("forgets a single failure of theirs before its period ends", async () => {
    const once = Array.from({ length: 2 * minutes + 1 }, (_, at) => Number(at >= 20)).join(" ");
    const moments = [12, 14, 16, 18, 20, 25, 30].map((at) => fires("rules-fail-page", at, []));
    expect(await complaint(group(slow, once), ...moments)).toBe("");
  });
});

describe("the alert on the evaluation of alert rules", () => {
  const pod = "grafana-6d4cf56db6-x7x2p";

  it("has a value before anything ever failed", async () => {
    const evaluations = shaped(alerting.evaluations, { pod }, counting(20));
    expect(await complaint([evaluations], value("evaluations-fail", { pod }, 20, 0))).toBe("");
  });
});
