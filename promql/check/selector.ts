import { didYouMean, nearest } from "../../findings/nearest";
import { matchesWhole, regexProblem } from "../../findings/regex";
import type { Matcher, Selector } from "../ast";
import { le } from "../build";
import type { Metric } from "../metric";
import type { Labels } from "./labels";
import { add, drop, labelSet } from "./labels";
import type { Operand, Scope } from "./scope";
import { checkWindow, excerpt, typeError, unknownLabel } from "./scope";

export function inferSelector(expr: Selector, scope: Scope): Operand {
  checkWindow(scope, expr.range);
  for (const matcher of expr.matchers) {
    checkRegex(scope, matcher);
    checkLe(scope, matcher);
  }
  const kind = expr.range ? "range" : "vector";
  const name = metricName(scope, expr);
  if (name === undefined) return { expr, kind };

  const metric = scope.options.metrics.get(name);
  if (!metric) {
    unknownMetric(scope, name);
    return { expr, kind };
  }
  const emitted = labelSet(metric.labels, metric.sometimes);
  const labels = matchers(expr).reduce(matched, emitted);
  for (const { label } of matchers(expr)) {
    if (!emitted.has(label)) {
      unknownLabel(scope, `the matcher of ${name}`, label, [{ expr, kind, metric, labels: emitted }]);
    }
  }
  return { expr, kind, metric, labels };
}

const isName = ({ label }: Matcher) => label === "__name__";

const matchers = (expr: Selector) => expr.matchers.filter((matcher) => !isName(matcher));

/** Name of a selector's only metric; undefined where it may find many, or is wrong altogether. */
function metricName(scope: Scope, expr: Selector): string | undefined {
  const byMatcher = expr.matchers.filter(isName);
  if (expr.metric !== undefined && byMatcher.length > 0) {
    typeError(
      scope,
      `${excerpt(expr)} names its metric twice.`,
      "write the name before the braces or inside, not both.",
    );
    return undefined;
  }
  if (expr.metric === undefined && expr.matchers.every(findsAbsence)) {
    typeError(
      scope,
      `${excerpt(expr)} finds every series there is.`,
      "add a matcher that an absent label does not pass.",
    );
  }
  const [only, ...more] = byMatcher;
  return expr.metric ?? (only?.op === "=" && more.length === 0 ? only.value : undefined);
}

function findsAbsence({ op, value }: Matcher): boolean {
  if (op === "=") return value === "";
  if (op === "!=") return value !== "";
  return matchesWhole(value, "") === (op === "=~");
}

function matched(labels: Labels, { label, op, value }: Matcher): Labels {
  if (op !== "=") return labels;
  return value === "" ? drop(labels, [label]) : add(labels, label, "fixed");
}

function unknownMetric(scope: Scope, name: string): void {
  const meant = scope.options.metrics.get(nearest(name, scope.options.metrics.keys()) ?? "");
  scope.report(
    "unknown-metric",
    `${name} stands in no metric contract.`,
    "Prometheus answers a query for a metric that nobody emits with nothing: the panel stays empty, the alert silent.",
    didYouMean(
      meant && `${meant.name} (${meant.help})`,
      "write the name as the exporter emits it; if it does emit this one, add it to the exporter's contract.",
    ),
  );
}

export function checkRegex(scope: Scope, { label, op, value }: Matcher): void {
  const problem = op === "=~" || op === "!~" ? regexProblem(value) : undefined;
  if (problem === undefined) return;
  scope.report(
    "promql-syntax",
    `the pattern of ${label}${op}"${value}" is no regular expression: ${problem}.`,
    "Prometheus refuses the whole query.",
    "use the syntax of RE2, with a backslash before a character that stands for itself.",
  );
}

/** A pattern that lists boundaries, `0.5|1`, is spelled as wrongly as an equality. */
function checkLe(scope: Scope, { label, op, value }: Matcher): void {
  if (label !== "le") return;
  const boundaries = op === "=" || op === "!=" ? [value] : value.replaceAll("\\", "").split("|");
  for (const boundary of boundaries) {
    const number = /^\+?inf$/i.test(boundary) ? Infinity : Number(boundary || NaN);
    if (Number.isNaN(number) || le(number) === boundary) continue;
    scope.report(
      "le-spelling",
      `le${op}"${value}" misses the bucket: Prometheus 3 spells the boundary "${le(number)}".`,
      "since version 3 it writes boundaries as floating-point numbers, whatever the exporter wrote.",
      `write "${le(number)}" for "${boundary}".`,
    );
  }
}

/** The labels of what `absent` gives: those that the selector states as equal, each once. */
export function statedLabels(expr: Selector): Labels {
  const stated = matchers(expr).filter(({ op, value }) => op === "=" && value !== "");
  const once = stated.filter(({ label }) => matchers(expr).filter((matcher) => matcher.label === label).length === 1);
  return new Map(once.map(({ label }) => [label, "fixed"]));
}

export const isCounter = ({ type }: Metric): boolean => type === "counter" || type === "bucket";
