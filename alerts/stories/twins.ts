import { literal } from "../../findings/regex";
import type { AlertRule } from "../alert";
import { askedOf } from "../alert";
import type { RecordedRule } from "./recorded";
import { rulesBehind } from "./recorded";

/** An alert, and the name of what it is about. */
export interface AlertOf {
  readonly alert: AlertRule;
  readonly of: string;
}

/**
 * Groups of alerts that differ in nothing but the name of what they are about: of each group one is enough to know all.
 */
export function twinsAmong(
  alerts: readonly AlertOf[],
  recorded: readonly RecordedRule[],
): (readonly [AlertOf, ...AlertOf[]])[] {
  const groups = new Map<string, readonly [AlertOf, ...AlertOf[]]>();
  for (const alert of alerts) {
    const shape = shapeOf(alert, recorded);
    const known = groups.get(shape);
    groups.set(shape, known ? [...known, alert] : [alert]);
  }
  return [...groups.values()];
}

/** All that decides what becomes of an alert's stories, and of its mutants; without the name. */
function shapeOf({ alert, of }: AlertOf, recorded: readonly RecordedRule[]): string {
  const { kind, severity, value, silentWhile, fires, pendingFor, keepFiringFor, labels, unit } = alert;
  const text = JSON.stringify([
    { kind, severity, value, silentWhile, fires, pendingFor, keepFiringFor, labels, unit },
    rulesBehind(askedOf(alert), recorded).map(({ record, expr, interval }) => ({ record, expr, interval })),
    alert.stories(),
  ]);
  return of === "" ? text : text.replace(new RegExp(`\\b${literal(of)}\\b`, "g"), "…");
}
