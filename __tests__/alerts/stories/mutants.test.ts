import { describe, expect, it } from "@jest/globals";
import type { AlertRule } from "../../../alerts/alert";
import { thresholdOf } from "../../../alerts/alert";
import { askedMutant } from "../../../alerts/stories/asked";
import { firingAt } from "../../../alerts/stories/firing";
import { mutantsOf } from "../../../alerts/stories/mutants";
import { minutes } from "../../../units/quantities";
import { exampleAlert, exampleRules, expr, rulesOf, text } from "./example";

const mistakes = (changed: Partial<AlertRule>, rules = exampleRules) =>
  mutantsOf(exampleAlert(changed), rules).map(({ mistake }) => mistake);

/** The values of the mutants whose mistake begins so. */
const values = (changed: Partial<AlertRule>, begin: string) =>
  mutantsOf(exampleAlert(changed), [])
    .filter(({ mistake }) => mistake.startsWith(begin))
    .map(({ alert }) => text(alert.value));

describe("the mistakes that are made on purpose", () => {
  it("are of each kind, each said in words", () => {
    expect(mistakes({})).toEqual([
      "fires above 90 %, not above 60 %",
      "fires above 40 %, not above 60 %",
      "fires below 60 %, not above 60 %",
      "does not wait",
      'does not ask for service="shop"',
      "is recorded from 30 min, not 10 min",
      "is recorded from 3.5 min, not 10 min",
    ]);
  });

  it("move a threshold between two whole numbers past the next, and one that means none far away", () => {
    const thresholds = (changed: Partial<AlertRule>) =>
      mutantsOf(exampleAlert(changed), [])
        .slice(0, 2)
        .map(({ alert }) => thresholdOf(alert.fires));
    expect(thresholds({ unit: "count", fires: { above: 0.5 } })).toEqual([1.5, -0.5]);
    expect(thresholds({ unit: "count", fires: { above: 30 } })).toEqual([45, 20]);
    expect(thresholds({ unit: "ratio", fires: { below: 0.01 } })).toEqual([0.1, -0.01]);
    expect(thresholds({ unit: "seconds", fires: { below: 3600 } })).toEqual([5400, 2400]);
  });

  it("change a window everywhere it stands, and no other", () => {
    const value = expr("sum_over_time(a[1h]) / sum_over_time(b[1h]) + sum_over_time(a[6h] offset 1h)");
    expect(values({ value }, "asks for 3 h")).toEqual([
      "sum_over_time(a[3h]) / sum_over_time(b[3h]) + sum_over_time(a[6h] offset 1h)",
    ]);
    expect(values({ value }, "asks for what was")).toEqual([
      "sum_over_time(a[1h]) / sum_over_time(b[1h]) + sum_over_time(a[6h] offset 3h)",
      "sum_over_time(a[1h]) / sum_over_time(b[1h]) + sum_over_time(a[6h] offset 20m)",
    ]);
  });

  it("leave out a matcher, and a label that is told apart, wherever they stand", () => {
    const value = expr('sum by (queue) (a{vhost="/",queue=~"x.*"}) / sum by (queue) (b{vhost="/"})');
    expect(values({ value }, "does not ask")).toEqual([
      'sum by (queue) (a{queue=~"x.*"}) / sum by (queue) (b)',
      'sum by (queue) (a{vhost="/"}) / sum by (queue) (b{vhost="/"})',
    ]);
    expect(values({ value }, "does not tell queue apart")).toEqual([
      'sum by () (a{vhost="/",queue=~"x.*"}) / sum by () (b{vhost="/"})',
    ]);
  });

  it("do not leave out a label of one value, which the rule has as its own", () => {
    expect(mistakes({})).not.toContain("does not tell service apart");
    expect(mistakes({ labels: {} })).toContain("does not tell service apart");
    expect(mistakes({ value: expr("max by (service) (a)") })).toContain("does not tell service apart");
  });

  it("do not touch the window of a recorded speed, which series and panels share, where there is another", () => {
    const recorded = (query: string) =>
      mistakes({}, rulesOf({ "monitoring:queue:ratio": query })).filter((mistake) => mistake.startsWith("is recorded"));
    expect(recorded("max_over_time(work[10m]) / rate(work_total[5m])")).toEqual([
      "is recorded from 30 min, not 10 min",
      "is recorded from 3.5 min, not 10 min",
    ]);
    expect(recorded("rate(work_total[6m])")).toEqual([
      "is recorded from 18 min, not 6 min",
      "is recorded from 2 min, not 6 min",
    ]);
  });

  it("do not make the window of a speed shorter than synth lets it be", () => {
    const value = expr("rate(a[5m]) / rate(b[2m])");
    expect(values({ value }, "asks for")).toEqual([
      "rate(a[15m]) / rate(b[2m])",
      "rate(a[2m]) / rate(b[2m])",
      "rate(a[5m]) / rate(b[6m])",
    ]);
  });

  it("break silence", () => {
    const [mutant] = mutantsOf(exampleAlert({ silentWhile: { expr: expr("felt > 1") } }), []).filter(
      ({ mistake }) => mistake === "is never silent",
    );
    expect(mutant && "silentWhile" in mutant.alert).toBe(false);
  });
});

describe("a mutant of a recording rule", () => {
  const rules = rulesOf({
    "monitoring:base:ratio": "avg_over_time(queue_ratio[10m])",
    "monitoring:same:ratio": "other_ratio",
    "monitoring:queue:ratio": "monitoring:base:ratio / monitoring:same:ratio",
  });
  const asked = (value: string) => {
    const [mutant] = mutantsOf(exampleAlert({ value: expr(value) }), rules).filter(({ mistake }) =>
      mistake.includes("30 min"),
    );
    if (!mutant) throw new Error("no mutant has that window");
    return text(askedMutant(mutant, rules, minutes(1)).value);
  };

  it("has in its value what it would read, from the rule with the mistake on", () => {
    expect(asked("monitoring:queue:ratio")).toBe("avg_over_time(queue_ratio[30m]) / monitoring:same:ratio");
  });

  it("reads the past where the rule would have been evaluated", () => {
    expect(asked("max_over_time(monitoring:base:ratio[1h] offset 2h)")).toBe(
      "max_over_time(avg_over_time(queue_ratio[30m])[1h:1m] offset 2h)",
    );
    expect(asked("monitoring:base:ratio offset 1d")).toBe(
      "last_over_time(avg_over_time(queue_ratio[30m])[1m:1m] offset 1d)",
    );
  });

  it("chooses among what is recorded as the value does", () => {
    const [own, others] = [asked('monitoring:base:ratio{queue="a.b"}'), asked('monitoring:base:ratio{queue!~"a.*"}')];
    expect(own).toMatch(/^sum without \(kept\) .*"queue", "a\\\\\.b"\s?\) and on \(kept\) label_replace\(vector\(1\)/);
    expect(others).toMatch(
      /^sum without \(kept\) .*"queue", "a\.\*"\s?\) unless on \(kept\) label_replace\(vector\(1\)/,
    );
  });
});

describe("an alert as a query", () => {
  const query = (changed: Partial<AlertRule>, every = minutes(1)) => text(firingAt(exampleAlert(changed), every));

  it("has to stand at each evaluation of the pending period, and may recover for as long as it keeps firing", () => {
    const changed = { value: expr("a"), labels: {}, pendingFor: minutes(5), keepFiringFor: minutes(2) };
    expect(query(changed)).toBe("count_over_time((count_over_time((a > 0.6)[6m:1m]) == 6)[3m:1m]) ^ 0");
    expect(query(changed, minutes(2))).toBe("count_over_time((count_over_time((a > 0.6)[8m:2m]) == 4)[4m:2m]) ^ 0");
  });

  it("has the labels of its rule", () => {
    expect(query({ labels: { service: "a$1" } })).toMatch(/, "service", "a\$\$1", "", ""\s?\)$/);
  });
});
