import { describe, expect, it } from "@jest/globals";
import { another, rulesOfAnother } from "../../../alerts/stories/another";
import { labelValues } from "../../../alerts/stories/label-values";
import { living } from "../../../alerts/stories/living";
import { rawMetricsBehind, rulesBehind } from "../../../alerts/stories/recorded";
import { minutes } from "../../../units/quantities";
import { expr, rulesOf, text } from "./example";

const shop = { "monitoring:work:rate5m": 'sum by (service) (rate(work_total{service="shop"}[5m]))' };
const crm = { "monitoring:work:rate5m": 'sum by (service) (rate(work_total{service="crm"}[5m]))' };
const rules = [
  ...rulesOf({ ...shop, "monitoring:unused:rate5m": "rate(unused_total[5m])" }),
  ...rulesOf(crm, "crm"),
  ...rulesOf({ "monitoring:late:ratio": 'monitoring:work:rate5m{service="shop"} / limit' }, "shop-slow", "2m"),
];

describe("the rules behind a value", () => {
  it("are those that it is made of, directly and by others, and of no other service", () => {
    const behind = rulesBehind(expr("monitoring:late:ratio"), rules);
    expect(behind.map(({ group, record }) => `${group} ${record}`)).toEqual([
      "shop monitoring:work:rate5m",
      "shop-slow monitoring:late:ratio",
    ]);
    expect([...rawMetricsBehind(expr("monitoring:late:ratio"), behind)].sort()).toEqual(["limit", "work_total"]);
  });

  it("are those of all services where none is named", () => {
    expect(rulesBehind(expr("sum(monitoring:work:rate5m)"), rules).map(({ group }) => group)).toEqual(["shop", "crm"]);
  });
});

describe("what a label can be", () => {
  const values = (query: string) => {
    const found = labelValues(expr(query), "service");
    return found && [...found].sort();
  };

  it("is told by matchers, also through functions and aggregations that keep it", () => {
    expect(values('clamp_min(sum by (service) (rate(a{service="x"}[5m])), 0)')).toEqual(["x"]);
    expect(values('1 - a{service="x"} / b')).toEqual(["x"]);
    expect(values('a{service="x"} or b{service="y"}')).toEqual(["x", "y"]);
    expect(values('label_replace(vector(1), "service", "x", "", "")')).toEqual(["x"]);
  });

  it("is anything where a query does not say it", () => {
    expect(values('a{service=~"x|y"}')).toBeUndefined();
    expect(values('sum(a{service="x"})')).toBeUndefined();
    expect(values('a{service="x"} or b')).toBeUndefined();
    expect(values('a * on (pod) group_left (service) b{service="x"}')).toBeUndefined();
    expect(values('label_replace(a{service="x"}, "service", "$1", "pod", "(.+)")')).toBeUndefined();
  });
});

describe("the rules that write anything in a story", () => {
  const alive = (...metrics: string[]) =>
    living(rules, {
      when: "",
      at: minutes(1),
      given: metrics.map((name) => ({ series: `${name}{}`, values: "1" })),
    }).map(({ record }) => record);

  it("are those whose metrics are given, and those that are made of them alone", () => {
    expect(alive("work_total")).toEqual(["monitoring:work:rate5m", "monitoring:work:rate5m"]);
    expect(alive("work_total", "limit")).toContain("monitoring:late:ratio");
    expect(alive("limit")).toEqual([]);
  });

  it("are also those that make something of nothing", () => {
    const makers = rulesOf({
      a: "absent(x)",
      b: "x or vector(0)",
      c: "vector(1) unless x",
      d: "scalar(x) * vector(1)",
    });
    const none = rulesOf({ e: "x and vector(1)", f: "vector(1) * on () x", g: "rate(x[5m])" });
    const given = { when: "", at: minutes(1), given: [] };
    expect(living([...makers, ...none], given).map(({ record }) => record)).toEqual(["a", "b", "c", "d"]);
  });
});

describe("another thing of the same kind", () => {
  it("is recorded as it would be if it were described, where a story speaks of it", () => {
    const story = (service: string) => ({
      when: "",
      at: minutes(1),
      given: [{ series: `work_total{service="${service}"}`, values: "1" }],
    });
    const own = rulesOf({ ...shop, all: 'x{job="use-shop-queues"}', none: "y" });
    expect(rulesOfAnother("shop", story("shop"), own)).toEqual([]);
    expect(rulesOfAnother("shop", story(another("shop")), own).map((rule) => text(rule.expr))).toEqual([
      'sum by (service) (rate(work_total{service="shop-other"}[5m]))',
      'x{job="use-shop-other-queues"}',
    ]);
  });
});
