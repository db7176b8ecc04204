import type { Expr, Selector } from "../../promql/ast";
import { parsed } from "../../promql/parse";
import { metricsIn, nodesOf } from "../../promql/parts";
import type { Duration } from "../../units/quantities";
import { durationFrom } from "../../units/text";
import type { RuleGroup } from "../../signals/recording";
import { labelValues } from "./label-values";

/** A recording rule as it is deployed, read back. */
export interface RecordedRule {
  /** Name of its group; `interval`: how often that is evaluated. */
  readonly group: string;
  readonly interval: Duration;
  readonly record: string;
  readonly expr: Expr;
}

/** All rules that are deployed, in the order of their evaluation. @throws if Prometheus would not take one */
export const recordedRules = (groups: readonly RuleGroup[]): RecordedRule[] =>
  groups.flatMap(({ name, interval, rules }) =>
    rules.map(({ record, expr }) => ({
      group: name,
      interval: durationFrom(interval),
      record,
      expr: parsed(expr, record),
    })),
  );

/** Rules that a value is made of, directly and by others, in their order. */
export function rulesBehind(value: Expr, all: readonly RecordedRule[]): RecordedRule[] {
  const found = new Set<RecordedRule>();
  const follow = (expr: Expr): void => {
    for (const selector of selectorsIn(expr))
      for (const rule of all)
        if (rule.record === selector.metric && !found.has(rule) && mayMatch(selector, rule)) {
          found.add(rule);
          follow(rule.expr);
        }
  };
  follow(value);
  return all.filter((rule) => found.has(rule));
}

/** Names of the series that exporters have to emit for a value; not those that rules write. */
export const rawMetricsBehind = (value: Expr, behind: readonly RecordedRule[]): Set<string> => {
  const recorded = new Set(behind.map(({ record }) => record));
  return new Set(
    [value, ...behind.map(({ expr }) => expr)]
      .flatMap((expr) => [...metricsIn(expr)])
      .filter((name) => !recorded.has(name)),
  );
};

const selectorsIn = (expr: Expr): Selector[] => nodesOf(expr).filter((node) => node.kind === "selector");

/** Three hundred services record under one name: of another service's rule nothing is read where one is named. */
const mayMatch = ({ matchers }: Selector, { expr }: RecordedRule): boolean =>
  matchers.every(({ label, op, value }) => {
    if (op !== "=") return true;
    const values = labelValues(expr, label);
    return values === undefined || values.has(value);
  });
