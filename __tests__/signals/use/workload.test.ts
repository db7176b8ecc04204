import { describe, expect, it } from "@jest/globals";
import { createChecker } from "../../../promql/check";
import { print } from "../../../promql/print";
import { queryableMetrics } from "../../../signals/contracts/queryable";
import { workloadSignals } from "../../../signals/use/workload";
import { system } from "../../../system";
import { mesPods } from "../../../system/mes";
import { plain } from "../../support/plain-text";

const signals = workloadSignals(mesPods);
const series = signals.flatMap((signal) => signal.series);
const names = series.map(({ metric }) => metric.name);
const check = createChecker({
  metrics: queryableMetrics(series.map(({ metric }) => metric)),
  allowVariables: false,
});

describe("the signals of pods", () => {
  it("are recorded under the names and labels of the metrics plan, rows 9 and 10", () => {
    const planned = system.plan.filter(({ of }) => of === mesPods).map(({ signal }) => signal);
    const rows = signals
      .filter(({ id }) => planned.includes(id))
      .flatMap(({ unit, series }) =>
        series.map(({ metric }) => `${unit} | ${metric.name} | ${metric.labels.join(", ")}`),
      );
    expect(plain(rows.join("\n"))).toMatchInlineSnapshot(`
percent | monitoring:cpu_utilisation:percent | instance, service
percent | monitoring:memory_utilisation:percent | instance, service
percent | monitoring:memory_usage:bytes | instance, service
`);
  });

  it("carry exactly the labels they are declared with", () => {
    for (const { metric, expr } of series) {
      const { findings, labels } = check(print(expr));
      expect([metric.name, findings]).toEqual([metric.name, []]);
      expect([metric.name, [...(labels?.keys() ?? [])].sort()]).toEqual([metric.name, [...metric.labels].sort()]);
    }
  });

  it("are about these pods alone", () => {
    for (const { expr } of series) {
      const selectors = Array.from(print(expr).matchAll(/\b(?:kube_|container_|monitoring:)[\w:]+\{([^}]*)\}/g));
      expect(selectors.length).toBeGreaterThan(0);
      for (const [, matchers] of selectors) expect(matchers).toMatch(/^(service="mes-api"$|namespace="mes",)/);
    }
  });

  it("are recorded from top to bottom: whoever reads a series stands below it", () => {
    series.forEach(({ expr }, at) => {
      const read = Array.from(print(expr).matchAll(/monitoring:[\w:]+/g), ([name]) => name);
      expect(names.slice(0, at)).toEqual(expect.arrayContaining(read));
    });
  });
});
