import type { Duration } from "../../../units/quantities";
import { round, times } from "../../../units/quantities";

/** How full a thing is for a while: from one share in a straight line to another. */
export interface Line {
  readonly for: Duration;
  readonly from: number;
  readonly to: number;
}

export interface Part {
  readonly for: Duration;
  /** How fast the thing fills: times the pace of the story. @default 0 */
  readonly pace?: number;
  /** Share of all there is that is written at once at the beginning of the part, or deleted. @default 0 */
  readonly jump?: number;
}

/**
 * The course of parts one after the other, so that they end at a share.
 * @param pace of the story, in shares per millisecond
 */
export function courseOf(parts: readonly Part[], end: number, pace: number, every: Duration): Line[] {
  let to = end;
  return parts
    .map((part) => ({ ...part, for: wholeSteps(part.for, every) }))
    .reverse()
    .map(({ for: lasts, pace: times = 0, jump = 0 }) => {
      const from = to - times * pace * lasts.milliseconds;
      const line = { for: lasts, from: round(from), to: round(to) };
      to = from - jump;
      return line;
    })
    .reverse();
}

const wholeSteps = (lasts: Duration, every: Duration): Duration =>
  times(every, Math.round(lasts.milliseconds / every.milliseconds));
