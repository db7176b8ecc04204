import type { Expr } from "../../../promql/ast";
import { parsed } from "../../../promql/parse";
import { printLine } from "../../../promql/print";
import type { RuleFiles } from "../../../engines/run/promtool";

/** How long a query looks back, and from where. */
const times = new Set(["range", "offset", "step"]);

/**
 * The same query for a world in which time passes so many times as fast: what spans five minutes spans twenty seconds.
 * Numbers stay what they are: a rate is still per second.
 */
export function faster(query: string, factor: number): string {
  const scaled = (tree: unknown): unknown => {
    if (Array.isArray(tree)) return tree.map(scaled);
    if (typeof tree !== "object" || tree === null) return tree;
    return Object.fromEntries(
      Object.entries(tree).map(([key, value]: [string, unknown]) => [
        key,
        times.has(key) && isDuration(value) ? { milliseconds: value.milliseconds / factor } : scaled(value),
      ]),
    );
  };
  return printLine(scaled(parsed(query)) as Expr);
}

const isDuration = (value: unknown): value is { readonly milliseconds: number } =>
  typeof value === "object" && value !== null && "milliseconds" in value;

interface RuleSpec {
  readonly groups: readonly {
    readonly name: string;
    readonly rules: readonly { readonly record: string; readonly expr: string }[];
  }[];
}

/** The same of the rules of a PrometheusRule, evaluated as often as `interval` says. */
export const fasterRules = (spec: unknown, factor: number, interval: string): RuleFiles => ({
  groups: (spec as RuleSpec).groups.map((group) => ({
    ...group,
    interval,
    rules: group.rules.map((rule) => ({ ...rule, expr: faster(rule.expr, factor) })),
  })),
});
