import { describe, expect, it } from "@jest/globals";
import { createChecker } from "../../../promql/check";
import { print } from "../../../promql/print";
import { queryableMetrics } from "../../../signals/contracts/queryable";
import { nodeSignals } from "../../../signals/use/broker-nodes";
import { patternOf, queueSignals } from "../../../signals/use/broker-queues";
import { system } from "../../../system";
import { rabbitmq } from "../../../system/messaging";

const signals = [...queueSignals(rabbitmq), ...nodeSignals(rabbitmq)];
const series = signals.flatMap((signal) => signal.series);
const names = series.map(({ metric }) => metric.name);
const check = createChecker({ metrics: queryableMetrics(series.map(({ metric }) => metric)), allowVariables: false });

describe("the signals of a broker", () => {
  it("are recorded under the names and labels of the metrics plan, row 13", () => {
    const planned = system.plan.filter(({ of }) => of === rabbitmq).map(({ signal }) => signal);
    const rows = signals
      .filter(({ id }) => planned.includes(id))
      .flatMap(({ unit, series: written }) =>
        written.map(({ metric }) => `${unit} | ${metric.name} | ${metric.labels.join(", ")}`),
      );
    expect(rows).toEqual(["messages | monitoring:rabbitmq_messages_in_flight:count | queue_name, routing_key"]);
  });

  it("carry exactly the labels they are declared with", () => {
    for (const { metric, expr } of series) {
      const { findings, labels } = check(print(expr));
      expect([metric.name, findings]).toEqual([metric.name, []]);
      expect([metric.name, [...(labels?.keys() ?? [])].sort()]).toEqual([metric.name, [...metric.labels].sort()]);
    }
  });

  it("are about this broker alone, and of its queues about this virtual host", () => {
    for (const { expr } of series) {
      const selectors = Array.from(print(expr).matchAll(/\b(?:rabbitmq_|monitoring:)[\w:]+\{([^}]*)\}/g));
      expect(selectors.length).toBeGreaterThan(0);
      for (const [all, matchers] of selectors)
        expect([all, matchers]).toEqual([
          all,
          expect.stringMatching(
            /^(resource="rabbitmq"|job="use-rabbitmq-nodes"$|job="use-rabbitmq-\w+",(queue_)?vhost="\/")/,
          ),
        ]);
    }
  });

  it("are recorded from top to bottom: whoever reads a series stands below it", () => {
    series.forEach(({ expr }, at) => {
      const read = Array.from(print(expr).matchAll(/monitoring:[\w:]+/g), ([name]) => name);
      expect(names.slice(0, at)).toEqual(expect.arrayContaining(read));
    });
  });

  it("are of the queues that some group describes", () => {
    expect(patternOf(rabbitmq)).toBe("mes\\.orders|shop\\.(order-status|quotes)|crm\\..+");
  });
});
