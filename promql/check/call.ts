import { didYouMean, nearest } from "../../findings/nearest";
import { times } from "../../units/quantities";
import { promDuration } from "../../units/text";
import type { Call } from "../ast";
import type { PromFunction } from "../functions";
import { functions, kindName } from "../functions";
import type { Labels, Presence } from "./labels";
import { add, drop, noLabels } from "./labels";
import type { Operand, Scope } from "./scope";
import { excerpt, listed, nameOf, typeError, unknownLabel } from "./scope";
import { checkRegex, isCounter, statedLabels } from "./selector";

export function inferCall(expr: Call, args: readonly Operand[], scope: Scope): Operand {
  const func = functions.get(expr.func);
  if (!func) {
    typeError(
      scope,
      `Prometheus has no function ${expr.func}, or one behind a feature flag.`,
      didYouMean(nearest(expr.func, functions.keys()), "use another one."),
    );
    return { expr, kind: "vector" };
  }
  checkArguments(scope, expr.func, func, args);
  checkSamples(scope, expr, func, args);
  return { expr, kind: func.returns, labels: func.returns === "scalar" ? undefined : resultLabels(scope, expr, args) };
}

function checkArguments(scope: Scope, name: string, func: PromFunction, args: readonly Operand[]): void {
  const most = func.repeats ? Infinity : func.args.length;
  const least = func.args.length - func.optional;
  const signature = () => `${name}(${func.args.map(kindName).join(", ")}${func.repeats ? ", …" : ""})`;
  if (args.length < least || args.length > most) {
    typeError(scope, `${name}() has ${args.length} argument${args.length === 1 ? "" : "s"}.`, signature());
  }
  for (const [i, arg] of args.entries()) {
    const wanted = func.args[i] ?? (func.repeats ? func.args.at(-1) : undefined);
    if (!wanted || arg.kind === wanted) continue;
    const what = `${name}() takes ${kindName(wanted)}; ${excerpt(arg.expr)} is ${kindName(arg.kind)}.`;
    typeError(scope, what, signature());
  }
}

function checkSamples(scope: Scope, expr: Call, func: PromFunction, args: readonly Operand[]): void {
  const of = args.find(({ kind }) => kind === "range" || kind === "vector");
  if (!of) return;
  if (func.needs === "counter" && of.metric && !isCounter(of.metric)) rateOfGauge(scope, expr.func, of);
  if (func.needs === "gauge" && of.metric && isCounter(of.metric)) gaugeFunctionOfCounter(scope, expr.func, of);
  if (func.needs === "buckets" && of.labels && !of.labels.has("le")) bucketWithoutLe(scope, expr.func, of);
  if (func.scrapes) checkRange(scope, expr.func, func.scrapes, of);
}

function rateOfGauge(scope: Scope, func: string, of: Operand): void {
  const isRecorded = of.metric?.type === "recorded";
  scope.report(
    "rate-of-gauge",
    `${func}() of ${nameOf(of)}, which is ${isRecorded ? "a recorded series" : "a gauge"}.`,
    "it takes each fall of the value for the restart of a counter and adds it up: a wrong number that looks right.",
    isRecorded
      ? `take ${func}() of the counter, inside the recording rule.`
      : "use delta() or deriv(), which know that a gauge falls.",
  );
}

function gaugeFunctionOfCounter(scope: Scope, func: string, of: Operand): void {
  const counterpart = new Map([
    ["delta", "increase()"],
    ["idelta", "irate()"],
    ["deriv", "rate()"],
  ]).get(func);
  scope.report(
    "gauge-function-of-counter",
    `${func}() of ${nameOf(of)}, which is a counter.`,
    "a counter starts again at zero with each restart of its process; this function takes that for a fall.",
    counterpart ? `use ${counterpart}.` : `record the rate of the counter, and take ${func}() of that.`,
  );
}

function bucketWithoutLe(scope: Scope, func: string, of: Operand): void {
  scope.report(
    "bucket-without-le",
    `${func}() of ${nameOf(of)}, which has no label le.`,
    `the boundaries of the buckets stand in le: without it the result is empty; the labels are ${listed(of.labels?.keys() ?? [])}.`,
    'take the buckets (…_bucket), and keep "le" among the labels of the aggregation.',
  );
}

function checkRange(scope: Scope, func: string, scrapes: number, { expr, metric }: Operand): void {
  const range = expr.kind === "selector" ? expr.range : undefined;
  if (!range || "variable" in range || !metric) return;
  const least = times(metric.sampledEvery, scrapes);
  if (range.milliseconds >= least.milliseconds) return;
  scope.report(
    "range-too-short",
    `${func}(${excerpt(expr)}) looks back ${promDuration(range)}; ${scrapes} samples, one every ${promDuration(metric.sampledEvery)}, take ${promDuration(least)}.`,
    "it needs two samples: a scrape that is late or lost leaves a gap in the panel and no data for the alert.",
    `look back [${promDuration(least)}] or longer.`,
  );
}

function resultLabels(scope: Scope, { func }: Call, args: readonly Operand[]): Labels | undefined {
  const of = args.find(({ kind }) => kind === "range" || kind === "vector");
  if (!of) return noLabels;
  switch (func) {
    case "absent":
    case "absent_over_time":
      return of.expr.kind === "selector" ? statedLabels(of.expr) : noLabels;
    case "histogram_quantile":
    case "histogram_fraction":
      return of.labels && drop(of.labels, ["le"]);
    case "label_replace":
      return replaced(scope, of, args.slice(1).map(text));
    case "label_join":
      return rewritten(scope, "label_join()", of, text(args[1]), "varies", args.slice(3).map(text));
    default:
      return of.labels;
  }
}

const text = (operand: Operand | undefined): string => (operand?.expr.kind === "string" ? operand.expr.value : "");

function replaced(scope: Scope, of: Operand, [target = "", replacement = "", source = "", regex = ""]: string[]) {
  checkRegex(scope, { label: source, op: "=~", value: regex });
  // An empty replacement removes the label from the series whose source matches.
  const presence = replacement === "" ? "sometimes" : source === "" ? "fixed" : "varies";
  return rewritten(scope, "label_replace()", of, target, presence, source === "" ? [] : [source]);
}

function rewritten(
  scope: Scope,
  place: string,
  of: Operand,
  target: string,
  presence: Presence,
  sources: readonly string[],
): Labels | undefined {
  if (!of.labels) return undefined;
  for (const source of sources) if (!of.labels.has(source)) unknownLabel(scope, place, source, [of]);
  return add(of.labels, target, presence);
}
