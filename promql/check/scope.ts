import { didYouMean, nearest } from "../../findings/nearest";
import type { Duration } from "../../units/quantities";
import type { Expr, Window } from "../ast";
import type { Kind } from "../functions";
import type { Metric } from "../metric";
import { printLine } from "../print";
import type { Labels } from "./labels";

/** A metric, and what else a query that names it has to respect. */
export interface CheckedMetric extends Metric {
  /** The time between two of its samples: how often its exporter is scraped, or its rule evaluated. */
  readonly sampledEvery: Duration;
  /** Who emits it, for messages: `kube-state-metrics (2.18.0)`, `a recording rule`. */
  readonly writtenBy: string;
}

/** What a query is checked against. */
export interface CheckerOptions {
  /** Every metric there is, by name. */
  readonly metrics: ReadonlyMap<string, CheckedMetric>;
  /** True for panels, whose variables Grafana replaces; false for rules. */
  readonly allowVariables: boolean;
}

export type QueryFindingId =
  | "promql-syntax"
  | "promql-type"
  | "unknown-metric"
  | "unknown-label"
  | "rate-of-gauge"
  | "gauge-function-of-counter"
  | "range-too-short"
  | "le-spelling"
  | "join-cannot-match"
  | "join-many-to-one"
  | "bucket-without-le"
  | "variable-in-rule";

export interface Scope {
  readonly options: CheckerOptions;
  readonly report: (id: QueryFindingId, what: string, why: string, fix: string) => void;
}

/** What is known of an expression's value. */
export interface Operand {
  readonly expr: Expr;
  readonly kind: Kind;
  /** Labels of a vector or range; undefined where nobody can know them. */
  readonly labels?: Labels | undefined;
  /** Metric whose samples these are, as long as nothing changed them. */
  readonly metric?: CheckedMetric | undefined;
}

export const typeError = (scope: Scope, what: string, fix: string): void =>
  scope.report("promql-type", what, "Prometheus refuses the whole query.", fix);

/**
 * Reports a label that is not carried. `of` is one operand, or the two sides of a join if neither carries the label.
 */
export function unknownLabel(scope: Scope, place: string, label: string, of: readonly Operand[]): void {
  const carried = new Set(of.flatMap(({ labels = [] }) => Array.from(labels, ([name]) => name)));
  const names = of.map(nameOf);
  const [{ metric } = {}] = of;
  const lacking = of.length > 1 ? `neither ${names.join(" nor ")} carries` : `${names.join("")} does not carry`;
  scope.report(
    "unknown-label",
    `${place} names the label "${label}", which ${lacking}.`,
    `the labels are ${listed(carried)}; a matcher for another finds nothing, a grouping by it merges everything.`,
    didYouMean(
      nearest(label, carried),
      `use one of these labels${metric ? `; or declare "${label}" where ${metric.name} is, if ${metric.writtenBy} does write it` : ""}.`,
    ),
  );
}

/** Name of an operand's metric, or its expression, cut to what fits a message. */
export const nameOf = ({ expr, metric }: Pick<Operand, "expr" | "metric">): string => metric?.name ?? excerpt(expr);

export function excerpt(expr: Expr): string {
  const line = printLine(expr);
  return line.length > 70 ? `${line.slice(0, 69)}…` : line;
}

export const listed = (labels: Iterable<string>): string => [...labels].sort().join(", ") || "none";

export function checkWindow(scope: Scope, window: Window | undefined): void {
  if (!window || !("variable" in window) || scope.options.allowVariables) return;
  scope.report(
    "variable-in-rule",
    `${window.variable} stands in a rule.`,
    "only Grafana's panels replace it; whoever evaluates the rule refuses the query.",
    "give a fixed range of at least four scrape intervals.",
  );
}
