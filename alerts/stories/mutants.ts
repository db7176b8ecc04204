import type { Expr, Matcher } from "../../promql/ast";
import { nodesOf, rewritten } from "../../promql/parts";
import { minutes, times } from "../../units/quantities";
import { durationText } from "../../units/text";
import type { AlertRule } from "../alert";
import { conditionMistakes } from "./condition-mistakes";
import { labelValues } from "./label-values";
import type { RecordedRule } from "./recorded";
import { rulesBehind } from "./recorded";
import { windowMistakes } from "./window-mistakes";

/** An alert with one mistake in it, of those that are made when alerts are written: a story has to see each. */
export interface Mutant {
  /** What is wrong with it: `fires above 15 %, not above 10 %`. */
  readonly mistake: string;
  readonly alert: AlertRule;
  /** Expressions that the alert reads in place of those of deployed rules. @default those */
  readonly instead?: ReadonlyMap<RecordedRule, Expr>;
}

/**
 * All mutants of an alert. What is one constant in the source is one mistake: a window that stands in both halves of a
 * ratio, a label by which all series of a query are chosen.
 *
 * @param recorded all rules that are deployed
 */
export const mutantsOf = (alert: AlertRule, recorded: readonly RecordedRule[]): Mutant[] => [
  ...conditionMistakes(alert),
  ...(alert.stories().passes ? keepingMistakes(alert) : []),
  ...(alert.silentWhile ? [{ mistake: "is never silent", alert: withoutSilence(alert) }] : []),
  ...windowMistakes([alert.value], "with speeds").map(({ what, change }) => ({
    mistake: `asks for ${what}`,
    alert: { ...alert, value: change(alert.value) },
  })),
  ...matchersIn(alert.value).map((matcher) => ({
    mistake: `does not ask for ${textOf(matcher)}`,
    alert: { ...alert, value: withoutMatcher(alert.value, matcher) },
  })),
  ...labelsToldApart(alert).map((label) => ({
    mistake: `does not tell ${label} apart`,
    alert: { ...alert, value: withoutGrouping(alert.value, label) },
  })),
  ...recordedMistakes(alert, rulesBehind(alert.value, recorded)),
];

/** Of an alert of which somebody says when it ends. */
function keepingMistakes(alert: AlertRule): Mutant[] {
  const longer = times(alert.keepFiringFor, 3);
  return [
    {
      mistake: `keeps firing for ${durationText(longer)}, not ${durationText(alert.keepFiringFor)}`,
      alert: { ...alert, keepFiringFor: longer },
    },
    { mistake: "does not keep firing", alert: { ...alert, keepFiringFor: minutes(0) } },
  ];
}

const withoutSilence = (alert: AlertRule): AlertRule =>
  Object.fromEntries(Object.entries(alert).filter(([field]) => field !== "silentWhile")) as unknown as AlertRule;

/** Each once, however many selectors have it. */
function matchersIn(value: Expr): Matcher[] {
  const all = nodesOf(value).flatMap((node) => (node.kind === "selector" ? node.matchers : []));
  return [...new Map(all.map((matcher) => [textOf(matcher), matcher])).values()];
}

const textOf = ({ label, op, value }: Matcher): string => `${label}${op}"${value}"`;

const withoutMatcher = (value: Expr, dropped: Matcher): Expr =>
  rewritten(value, (node) =>
    node.kind === "selector"
      ? { ...node, matchers: node.matchers.filter((matcher) => textOf(matcher) !== textOf(dropped)) }
      : node,
  );

/** Not those that have one value, which the rule gives back as a label of its own: without them nothing differs. */
function labelsToldApart({ value, labels }: AlertRule): string[] {
  const groupings = nodesOf(value).flatMap((node) => (node.kind === "aggregate" && node.grouping ? [node] : []));
  const told = new Set(groupings.flatMap(({ grouping }) => (grouping?.mode === "by" ? grouping.labels : [])));
  return [...told].filter(
    (label) => labels[label] === undefined || groupings.some(({ of }) => labelValues(of, label)?.size !== 1),
  );
}

const withoutGrouping = (value: Expr, dropped: string): Expr =>
  rewritten(value, (node) =>
    node.kind === "aggregate" && node.grouping?.mode === "by"
      ? { ...node, grouping: { mode: "by", labels: node.grouping.labels.filter((label) => label !== dropped) } }
      : node,
  );

/**
 * In the windows of the rules that a value is made of. Speeds are recorded over windows that panels and alerts share,
 * and that stand in the names of the series: an alert judges by them where it has no window besides.
 */
function recordedMistakes(alert: AlertRule, behind: readonly RecordedRule[]): Mutant[] {
  const recorded = behind.map(({ expr }) => expr);
  const hasOthers = windowMistakes([alert.value, ...recorded], "no speeds").length > 0;
  return windowMistakes(recorded, hasOthers ? "no speeds" : "with speeds").map(({ what, change }) => ({
    mistake: `is recorded from ${what}`,
    alert,
    instead: new Map(
      behind.flatMap((rule) => {
        const changed = change(rule.expr);
        return changed === rule.expr ? [] : [[rule, changed] as const];
      }),
    ),
  }));
}
