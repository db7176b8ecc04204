import type { Duration } from "../../../units/quantities";
import { hours, milliseconds, minutes } from "../../../units/quantities";
import { durationText, minutesOrHours } from "../../../units/text";

/** Time of day in UTC: `18:44`. */
export const clockText = (at: number): string => new Date(at).toISOString().slice(11, 16);

/** A span of time in words: `Tuesday 3 March 2026, 18:00–21:00 UTC`; over midnight with both days. */
export function timeText({ begins, ends }: Span): string {
  const [first, last] = [dayText(begins), dayText(ends)];
  return first === last
    ? `${first}, ${clockText(begins)}–${clockText(ends)} UTC`
    : `${first}, ${clockText(begins)} to ${last}, ${clockText(ends)} UTC`;
}

interface Span {
  readonly begins: number;
  readonly ends: number;
}

const dayText = (at: number): string =>
  new Intl.DateTimeFormat("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(at);

/** A time in milliseconds as people say it: in minutes, and from two hours on in hours with one decimal. */
export function roughly(passed: number): string {
  const { count, unit } = minutesOrHours(milliseconds(passed));
  return durationText(unit === "min" ? minutes(Math.round(count)) : hours(inTenths(count)));
}

/** A duration in tenths of minutes, as deadlines are; from two hours on as {@link roughly} has it. */
export function exactly(passed: Duration): string {
  const { count, unit } = minutesOrHours(passed);
  return unit === "min" ? `${inTenths(count)} min` : roughly(passed.milliseconds);
}

const inTenths = (count: number): number => Math.round(count * 10) / 10;

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

/** What a clock shows: full hours, or parts of them, or parts of a day. */
const steps = [5 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day];

/** A moment that an axis names; at midnight by its day. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** Moments that an axis names. @param most that there is room for */
export function ticksOf({ begins, ends }: Span, most: number): Tick[] {
  const step = steps.find((one) => (ends - begins) / one <= most) ?? day * Math.ceil((ends - begins) / day / most);
  const ticks: Tick[] = [];
  for (let at = Math.ceil(begins / step) * step; at < ends; at += step)
    ticks.push({ at, text: at % day === 0 && at > begins ? shortDay(at) : clockText(at) });
  return ticks;
}

/** `4 Mar`. */
const shortDay = (at: number): string =>
  new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" }).format(at);
