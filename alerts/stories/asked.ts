import type { Expr } from "../../promql/ast";
import { metricsIn } from "../../promql/parts";
import type { Duration } from "../../units/quantities";
import type { AlertRule } from "../alert";
import { heldFor } from "./held";
import type { Recordings } from "./inlined";
import { inlined } from "./inlined";
import type { Mutant } from "./mutants";
import type { RecordedRule } from "./recorded";

/**
 * The alert of a mutant without mistakes in the rules that it reads: these are in its value.
 * @param rules that write anything
 */
export const askedMutant = ({ alert, instead }: Mutant, rules: readonly RecordedRule[], every: Duration): AlertRule =>
  instead ? inAlert(alert, recordingsOf(instead, rules, every), every) : alert;

/** The alert itself, asked as all its mutants are: the answer has to be what it does as a rule. */
export const askedOriginal = (
  alert: AlertRule,
  mutants: readonly Mutant[],
  rules: readonly RecordedRule[],
  every: Duration,
): AlertRule => {
  const touched = mutants.flatMap(({ instead }) => [...(instead ?? new Map<RecordedRule, Expr>()).keys()]);
  return inAlert(alert, recordingsOf(new Map(touched.map((rule) => [rule, rule.expr])), rules, every), every);
};

const inAlert = (alert: AlertRule, recordings: Recordings, every: Duration): AlertRule => ({
  ...alert,
  value: inlined(alert.value, recordings, every),
});

/** What is recorded by rules of which some are changed, and by all that read them. */
function recordingsOf(
  instead: ReadonlyMap<RecordedRule, Expr>,
  rules: readonly RecordedRule[],
  every: Duration,
): Recordings {
  const touched = madeOf(new Set([...instead.keys()].map(({ record }) => record)), rules);
  const recordings = new Map<string, readonly [Expr, ...Expr[]]>();
  for (const rule of rules) {
    if (!touched.has(rule.record)) continue;
    const expr = heldFor(rule.interval, instead.get(rule) ?? rule.expr, every);
    const known = recordings.get(rule.record);
    recordings.set(rule.record, known ? [...known, expr] : [expr]);
  }
  return recordings;
}

/** Series, and all that is made of them. */
function madeOf(names: ReadonlySet<string>, rules: readonly RecordedRule[]): ReadonlySet<string> {
  const more = rules.filter(
    ({ record, expr }) => !names.has(record) && [...metricsIn(expr)].some((name) => names.has(name)),
  );
  return more.length === 0 ? names : madeOf(new Set([...names, ...more.map(({ record }) => record)]), rules);
}
