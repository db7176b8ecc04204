import type { Expr } from "../../promql/ast";
import type { Duration } from "../../units/quantities";
import { times } from "../../units/quantities";
import type { AlertRule } from "../alert";
import { askedOf, evaluationInterval, thresholdOf } from "../alert";

/** Query for the instances whose value lies beyond the threshold. */
export const beyondThreshold = (alert: AlertRule): Expr => ({
  kind: "binary",
  op: "above" in alert.fires ? ">" : "<",
  left: askedOf(alert),
  right: number(thresholdOf(alert.fires)),
});

/**
 * Query for the instances that fire at a moment, each 1 and with the labels of its rule: their value lay beyond the
 * threshold at each evaluation of the pending period, or did no longer ago than the alert keeps firing. Unlike the rule
 * it does not see an instance fire on that comes back within this time and for less than the pending period.
 */
export function firingAt(alert: AlertRule, every: Duration): Expr {
  const step = { milliseconds: Math.max(evaluationInterval.milliseconds, every.milliseconds) };
  const evaluations = (period: Duration): number => Math.ceil(period.milliseconds / step.milliseconds) + 1;
  const over = (func: string, of: Expr, count: number): Expr => {
    return { kind: "call", func, args: [{ kind: "subquery", of, range: times(step, count), step }] };
  };
  const pending = evaluations(alert.pendingFor);
  const lasting = binary("==", over("count_over_time", beyondThreshold(alert), pending), number(pending));
  const kept = over("count_over_time", lasting, evaluations(alert.keepFiringFor));
  return Object.entries(alert.labels).reduce(labelled, binary("^", kept, number(0)));
}

const labelled = (of: Expr, [label, value]: readonly [string, string]): Expr => ({
  kind: "call",
  func: "label_replace",
  args: [of, text(label), text(value.replaceAll("$", "$$$$")), text(""), text("")],
});

const binary = (op: "==" | "^", left: Expr, right: Expr): Expr => ({ kind: "binary", op, left, right });
const number = (value: number): Expr => ({ kind: "number", value });
const text = (value: string): Expr => ({ kind: "string", value });
