import type { LogQuery } from "../../logs/query";
import type { Expr } from "../../promql/ast";
import { round } from "../../units/quantities";
import { units } from "../../units/unit";
import type { AlertRule, AnyAlert, Threshold } from "../alert";
import { thresholdOf, unitOf } from "../alert";

/**
 * The alert with mistakes in its condition: somewhat higher, somewhat lower, the other way round, and without the
 * pending period.
 */
export const conditionMistakes = <Value extends Expr | LogQuery>(
  alert: AlertRule<Value>,
): { readonly mistake: string; readonly alert: AlertRule<Value> }[] => [
  ...otherThresholds(alert).map((fires) => ({
    mistake: `fires ${thresholdText(alert, fires)}, not ${thresholdText(alert, alert.fires)}`,
    alert: { ...alert, fires },
  })),
  ...(alert.pendingFor.milliseconds > 0
    ? [{ mistake: "does not wait", alert: { ...alert, pendingFor: { milliseconds: 0 } } }]
    : []),
];

function otherThresholds(alert: Pick<AnyAlert, "fires" | "unit" | "watches">): Threshold[] {
  const { fires } = alert;
  const at = (limit: number): Threshold => ("above" in fires ? { above: limit } : { below: limit });
  const turned = "above" in fires ? { below: fires.above } : { above: fires.below };
  return [...otherLimits(alert, thresholdOf(fires)).map(at), turned];
}

const wholeNumbers: readonly string[] = ["count", "messages", "lines"];

function otherLimits(
  alert: Pick<AnyAlert, "fires" | "unit" | "watches">,
  limit: number,
): [higher: number, lower: number] {
  const unit = unitOf(alert);
  // Between two whole numbers it may stand anywhere.
  if (wholeNumbers.includes(unit) && limit < 3) return [limit + 1, limit - 1];
  // So small a share means none at all.
  if (unit === "ratio" && limit <= 0.02) return [10 * limit, -limit];
  return [round(limit * 1.5), round(limit / 1.5)];
}

const thresholdText = (alert: Pick<AnyAlert, "fires" | "unit" | "watches">, fires: Threshold): string =>
  `${"above" in fires ? "above" : "below"} ${units[unitOf(alert)].text(thresholdOf(fires))}`;
