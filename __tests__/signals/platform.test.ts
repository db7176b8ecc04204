import { describe, expect, it } from "@jest/globals";
import { createChecker } from "../../promql/check";
import { print } from "../../promql/print";
import { queryableMetrics } from "../../signals/contracts/queryable";
import { platformSignals } from "../../signals/platform-series";

const series = platformSignals({ certificate: true }).flatMap((signal) => signal.series);
const check = createChecker({ metrics: queryableMetrics(series.map(({ metric }) => metric)), allowVariables: false });

describe("the signals of the monitoring itself", () => {
  it.each(series.map(({ metric, expr }) => [metric.name, metric.labels, print(expr)] as const))(
    "carry exactly the labels they are declared with: %s",
    (_, declared, query) => {
      const { findings, labels } = check(query);
      expect(findings).toEqual([]);
      expect([...(labels?.keys() ?? [])].sort()).toEqual([...declared].sort());
    },
  );

  it("are recorded under names of the house", () => {
    for (const { metric } of series) expect(metric.name).toMatch(/^monitoring:[a-z_]+:(ratio|count|seconds|rate5m)$/);
  });

  it("name rule groups as slices are called, wherever their files lie", () => {
    const lost = series.find(({ metric }) => metric.name === "monitoring:rules_lost:ratio");
    const [, regex = ""] = /"rule_group", "([^"]+)"/.exec(lost ? print(lost.expr).replace(/\s+/g, " ") : "") ?? [];
    const group = (label: string) => new RegExp(`^(?:${regex})$`).exec(label)?.[1];
    expect(group("/etc/prometheus/rules/prometheus-kps-prometheus-rulefiles-0/a-b.yaml;red-shop-api")).toBe(
      "red-shop-api",
    );
    expect(group("red-shop-api")).toBe("red-shop-api");
  });
});
