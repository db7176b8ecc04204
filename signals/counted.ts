/** Counting over long windows by summing up recorded rates, and how late that is. */
import type { Vector } from "../promql/build";
import { arithmetic, or, scale } from "../promql/build";
import type { Duration } from "../units/quantities";
import { inSeconds, milliseconds, minutes, times } from "../units/quantities";

/** Window of the rates that are summed up over longer windows: four scrapes, of which one may be lost. */
export const countedOver = minutes(2);

/** How late a sum of rates is at most: half of what the rates look back upon. */
const late = times(countedOver, 0.5);

export type PerEndpoint = Vector<"service" | "endpoint">;

/**
 * A sum of rates, brought up to date: the newest rate stands for what the sum does not have yet. What that says is at
 * most a quarter of a minute late while rates rise, and at most half a minute early from then on, for four samples span
 * a minute and a half.
 *
 * @param sum of rates over a window, each times the time to the next
 * @param rate now; where nothing was counted just now, nothing is missing
 * @param known some series of every endpoint that has a sum
 */
export const withNewest = (sum: PerEndpoint, rate: PerEndpoint, known: PerEndpoint): PerEndpoint =>
  arithmetic(sum, "+", or(scale(rate, inSeconds(late)), scale(known, 0)));

/**
 * How long everything has to be bad until that is a share of a window, where as much always arrives: of a rate over `r`
 * that rises, `t² / 2r` has been summed up after `t`, and `t / 2` is added for its newest; once it has risen, that is
 * `t`. Of all there is `w + r / 2`. How many have to be bad at least, and what a short window wants, is left out.
 */
export function timeUntil(share: number, window: Duration): Duration {
  const { milliseconds: rising } = countedOver;
  const total = share * (window.milliseconds + late.milliseconds);
  const whileRising = rising * (Math.sqrt(0.25 + (2 * total) / rising) - 0.5);
  return milliseconds(total < rising ? whileRising : total);
}
