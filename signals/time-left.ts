import type { Series, Vector } from "../promql/build";
import { and, before, clampMax, clampMin, divide, scale, slope, smallerOf } from "../promql/build";
import type { Duration } from "../units/quantities";
import { inSeconds, milliseconds } from "../units/quantities";

/** Two stretches of time that tell a change that lasts from a step. */
export interface Stretches {
  /** Stretch up to now: the value has to change in it. */
  readonly now: Duration;
  /**
   * How far back it has to have changed: from here to `now` is a stretch that does not overlap, so a step is in one of
   * the two only.
   */
  readonly since: Duration;
}

type Pace = <L extends string>(of: Series<"recorded", L>, over: Duration) => Vector<L>;

export const growth: Pace = slope;
export const fall: Pace = (of, over) => scale(slope(of, over), -1);

/**
 * The smaller of a value's paces in two stretches, per second; nothing of a series that is younger than both.
 *
 * @param on labels that tell its series apart
 */
export function lasting<L extends string>(
  pace: Pace,
  of: Series<"recorded", L>,
  { now, since }: Stretches,
  on: readonly L[],
): Vector<L> {
  const earlier = milliseconds(since.milliseconds - now.milliseconds);
  return and(smallerOf(pace(of, now), pace(before(of, now), earlier)), before(of, since), on);
}

/** Seconds until nothing of `left` is left, and `horizon` where it is that far away or nothing is taken. */
export const timeLeft = <L extends string>(left: Vector<L>, pace: Vector<NoInfer<L>>, horizon: Duration): Vector<L> =>
  clampMax(divide(left, clampMin(pace, 1e-9)), inSeconds(horizon));
