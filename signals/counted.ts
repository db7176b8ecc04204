/** Counting over long windows by summing up recorded rates, and how late that is. */
import type { Vector } from "../promql/build";
import { arithmetic, scale } from "../promql/build";
import type { Duration } from "../units/quantities";
import { inSeconds, milliseconds, minutes, times } from "../units/quantities";

/** Of which rates windows are summed up: four scrapes, of which one may be lost. */
export const countedOver = minutes(2);

/** Of what a rate looks back upon, so much has not come into a sum of rates yet. */
const late = times(countedOver, 0.5);

type Counts = Vector<"service" | "endpoint">;

/**
 * Rates rise as what they look back upon fills, so that a sum of them is late by half of that. The newest rate stands for
 * what is missing: all is told as soon as if raw counters were compared.
 *
 * @param sum of rates over a window, each times the time to the next @param rate now
 */
export const withNewest = (sum: Counts, rate: Counts): Counts => arithmetic(sum, "+", scale(rate, inSeconds(late)));

/**
 * How long everything has to be bad until that is a share of all in a window, where as much always arrives: of a rate over
 * `r` that rises, `t² / 2r` has been summed up after `t`, and `t / 2` is added for its newest; once it has risen, that is `t`.
 * Of all there is `w + r / 2`.
 */
export function timeUntil(share: number, window: Duration): Duration {
  const { milliseconds: rising } = countedOver;
  const total = share * (window.milliseconds + late.milliseconds);
  const whileRising = rising * (Math.sqrt(0.25 + (2 * total) / rising) - 0.5);
  return milliseconds(total < rising ? whileRising : total);
}
