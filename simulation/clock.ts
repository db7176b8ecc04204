import type { Weekday } from "../environments/environment";
import { weekdays } from "../environments/environment";
import { scrapeInterval } from "../environments/scrape";
import type { Duration } from "../units/quantities";
import { days, hours, minutes } from "../units/quantities";

/** When a simulation takes place; all of it in milliseconds since the epoch. */
export interface Clock {
  /** When faults begin to count and alert rules to be evaluated; before lies only what they look back upon. */
  readonly begins: number;
  readonly ends: number;
  /** The moments at which exporters are scraped, rising: history far apart, and the fine stretch as in reality. */
  readonly at: Float64Array;
}

/**
 * A Monday, always the same one: what is simulated today is simulated tomorrow. Prometheus takes no samples of the
 * future.
 */
const monday = Date.UTC(2026, 2, 2);

/** In history: two samples in the shortest window of a rate, and half of the work. What is recorded is not thinned. */
const historyStep = minutes(1);

/** The longest window that a rule judges, and no more: for the first minutes of the three days there are no rates. */
const history = days(3);

/**
 * What AWS tells once a day is compared with weeks before. Of these an hourly sample is enough for levels, which are
 * all that rules ask so far back; a rate would want two within its window, and sees nothing.
 */
const weeks = days(24);
const weeksStep = hours(1);

/** Where samples come to lie closer, rates see fewer for a while: nobody asks for those. */
const settling = minutes(10);

/** Around the same hours of a week before, of which rules take the mean of an hour. */
const around = hours(1);

export function clockOf({
  begins,
  lasts,
}: {
  readonly begins: { readonly weekday: Weekday; readonly hour: number };
  readonly lasts: Duration;
}): Clock {
  const from = monday + days(weekdays.indexOf(begins.weekday)).milliseconds + hours(begins.hour).milliseconds;
  return clockAt(from, from + lasts.milliseconds);
}

/**
 * The clock of a time from `begins` to `ends`.
 * @param begins a multiple of `historyStep`, so that all moments lie on one grid
 */
export function clockAt(begins: number, ends: number): Clock {
  const weekBefore = (at: number) => at - days(7).milliseconds;
  const [sameHours, theirEnd] = [weekBefore(begins - around.milliseconds), weekBefore(ends + around.milliseconds)];
  const lately = begins - history.milliseconds;
  return {
    begins,
    ends,
    at: Float64Array.from([
      ...steps(begins - weeks.milliseconds, sameHours - weeksStep.milliseconds, weeksStep),
      ...steps(sameHours, theirEnd, historyStep),
      ...steps(theirEnd + weeksStep.milliseconds, lately - weeksStep.milliseconds, weeksStep),
      ...steps(lately, begins - settling.milliseconds, historyStep),
      ...steps(begins - settling.milliseconds, ends + 1, scrapeInterval),
    ]),
  };
}

/** A stretch of moments that nothing is missing between, from its first to its last; milliseconds since the epoch. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** How far apart the moments lie, where nothing is asked between them. @default close enough to ask at any time */
  readonly step?: Duration;
}

export function stretchesOf({ at }: Clock): Stretch[] {
  const stretches: Stretch[] = [];
  for (const moment of at) {
    const last = stretches.at(-1);
    const gap = moment - (last?.to ?? -Infinity);
    if (last && !last.step && gap <= longestGap.milliseconds) stretches.splice(-1, 1, { ...last, to: moment });
    else if (last && gap === weeksStep.milliseconds && (last.step ?? last.from === last.to))
      stretches.splice(-1, 1, { ...last, to: moment, step: weeksStep });
    else stretches.push({ from: moment, to: moment });
  }
  return stretches;
}

/** So long Prometheus believes in the last sample of a series. */
const longestGap = minutes(5);

/** From one moment on, to before another. */
const steps = (from: number, to: number, { milliseconds: step }: Duration): number[] =>
  Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, at) => from + at * step);
