import type { MaintenanceWindow, Weekday } from "./environment";
import { weekdays } from "./environment";

/**
 * Whether a maintenance window is open, by the clock on the wall of its location: an hour that the change to summer
 * time skips never comes, one that the change back repeats comes twice. As `TimeInterval.ContainsTime` of Alertmanager
 * (timeinterval/timeinterval.go).
 *
 * @param at milliseconds since the epoch
 */
export function isOpen({ weekdays: days, from, to, location }: MaintenanceWindow, at: number): boolean {
  const { weekday, minute } = onTheWall(at, location);
  return days.includes(weekday) && minute >= (minuteOfDay(from) ?? Infinity) && minute < (minuteOfDay(to) ?? -Infinity);
}

/**
 * Minute of the day of a time `HH:MM`: `03:30` is 210, `24:00` the end of the day; undefined where it is no time of
 * day.
 */
export function minuteOfDay(time: string): number | undefined {
  const [, hour, minute] = /^(\d{2}):(\d{2})$/.exec(time) ?? [];
  const at = Number(hour) * 60 + Number(minute);
  return Number(minute) < 60 && at <= 24 * 60 ? at : undefined;
}

/**
 * What the clock of a location shows: the day of the week, and the minute of the day.
 * @param at milliseconds since the epoch
 */
export function onTheWall(at: number, location: string): { readonly weekday: Weekday; readonly minute: number } {
  const parts = clockOf(location).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? "";
  const weekday = weekdays.find((day) => day === part("weekday").toLowerCase());
  if (!weekday) throw new Error(`"${part("weekday")}" is no day of the week.`);
  return { weekday, minute: Number(part("hour")) * 60 + Number(part("minute")) };
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Each takes a while to make, and simulations ask thousands of times. */
function clockOf(location: string): Intl.DateTimeFormat {
  const clock =
    clocks.get(location) ??
    new Intl.DateTimeFormat("en", {
      timeZone: location,
      weekday: "long",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
  clocks.set(location, clock);
  return clock;
}
