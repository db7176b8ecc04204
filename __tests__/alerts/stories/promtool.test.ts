import { describe, expect, it } from "@jest/globals";
import { complaintIn } from "../../../alerts/stories/complaint";
import { samplesIn } from "../../../alerts/stories/notation";
import { ruleFile, testFile } from "../../../alerts/stories/promtool";
import { minutes, seconds } from "../../../units/quantities";
import { exampleAlert, exampleRules, expr, rulesOf } from "./example";

const alert = exampleAlert({ keepFiringFor: minutes(2) });

describe("the files for promtool", () => {
  it("have the rules as deployed, and the alert as Prometheus would have it", () => {
    expect(ruleFile(exampleRules.slice(0, 1), alert, minutes(1))).toEqual({
      groups: [
        {
          name: "shop",
          rules: [{ record: "monitoring:queue:ratio", expr: 'avg_over_time(queue_ratio{service="shop"}[10m])' }],
        },
        {
          name: "alerts",
          rules: [
            {
              alert: "original",
              expr: 'max by (service) (monitoring:queue:ratio{service="shop"}) > 0.6',
              for: "5m",
              keep_firing_for: "2m",
              labels: { service: "shop" },
            },
          ],
        },
      ],
    });
  });

  it("hold what is evaluated less often than promtool does, until its next evaluation", () => {
    const slow = rulesOf({ a: "sum(b)" }, "slow", "2m");
    const exprs = (every = seconds(30)) =>
      ruleFile(slow, exampleAlert({ value: expr("a") }), every).groups.flatMap(({ rules }) =>
        rules.map((rule) => rule.expr),
      );
    expect(exprs()).toEqual(["last_over_time(sum(b)[2m:2m])", "last_over_time((a > 0.6)[1m:1m])"]);
    expect(exprs(minutes(2))).toEqual(["sum(b)", "a > 0.6"]);
  });

  it("do not ask while the alert is silent", () => {
    const silent = exampleAlert({ value: expr("a"), silentWhile: { expr: expr("felt > 1") }, fires: { below: 3 } });
    const { groups } = ruleFile([], silent, minutes(1));
    expect(groups[0]?.rules[0]?.expr).toBe("(a unless on () felt > 1) < 3");
  });

  it("expect of the alert, and of all that are asked, the labels of the query with those of the rule on top", () => {
    const told = (labels?: readonly [Readonly<Record<string, string>>]) => {
      const story = { when: "", given: [], at: minutes(7.5), every: minutes(1), ...(labels && { labels }) };
      return testFile(exampleRules, story, alert, [{ name: "mutant1", alert }]);
    };
    const file = told([{ queue: "orders", service: "other" }]);
    const [test] = file.tests;
    expect([file.group_eval_order, file.evaluation_interval, test?.interval]).toEqual([["shop", "alerts"], "1m", "1m"]);
    expect(test?.alert_rule_test).toEqual([
      { alertname: "original", eval_time: "7m30s", exp_alerts: [{ exp_labels: { queue: "orders", service: "shop" } }] },
    ]);
    expect(test?.promql_expr_test).toEqual([
      {
        expr: expect.stringMatching(/^# mutant1\n./) as unknown,
        eval_time: "7m30s",
        exp_samples: [{ labels: '{queue="orders",service="shop"}', value: 1 }],
      },
    ]);
    expect(told().tests[0]?.alert_rule_test[0]?.exp_alerts).toEqual([]);
  });

  it("take samples as often as the story has them", () => {
    const story = { when: "", given: [], at: minutes(60), every: minutes(10), sampledEvery: minutes(1) };
    const { evaluation_interval: every, tests } = testFile([], story, alert, []);
    expect([every, tests[0]?.interval]).toEqual(["10m", "1m"]);
  });
});

/** As promtool 3.16 writes it. */
const complaint = String.raw`  FAILED:
    name: story,
    alertname: original, time: 5m, 
        exp:[
            0:
              Labels:{alertname="original", l="1"}
              Annotations:{}
            ], 
        got:[
            0:
              Labels:{alertname="original", l="a \"1\""}
              Annotations:{},
            1:
              Labels:{alertname="original"}
              Annotations:{}
            ]
    expr: "# mutant3\na{b=\"c\"}", time: 5m,
        exp: {l="1"} 1E+00
        got: nil
    expr: "# mutant4\na * b", time: 5m, err: many-to-many matching not allowed
Processing test file: /tmp/promtool-v7/test.json


`;

describe("promtool's complaint", () => {
  it("is taken apart: what the alert does, which queries differ, and which have no answer", () => {
    const { alert: own, differing, refused, rest } = complaintIn(complaint);
    expect(own).toEqual({ expected: ['{l="1"}'], got: [String.raw`{l="a \"1\""}`, "{}"] });
    expect([...differing]).toEqual(["mutant3"]);
    expect([...refused]).toEqual([["mutant4", "many-to-many matching not allowed"]]);
    expect(rest).toBe("");
  });

  it("is repeated where it is about something else", () => {
    const failure = "    rule: monitoring:a:ratio, time: 30s, err: many-to-many matching not allowed";
    expect(complaintIn(`  FAILED:\n${failure}\n`)).toMatchObject({ rest: failure });
    expect(complaintIn(`  FAILED:\n${failure}\n`).alert).toBeUndefined();
  });
});

describe("promtool's notation", () => {
  it.each([
    ["1 2 -3.5", 3],
    ["0+10x4", 5],
    ["1e3-0.5x2 _x3 stale _", 8],
    ["3x2 NaN +Inf", 5],
    ["1 to 5", undefined],
  ])("%s: %s samples", (values, samples) => {
    expect(samplesIn(values)).toBe(samples);
  });
});
