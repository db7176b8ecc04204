import type { Duration } from "../units/quantities";
import { days, hours, minutes } from "../units/quantities";

/** Windows over which an objective is judged, by the names that its series have in theirs. */
export const windows = {
  "5m": minutes(5),
  "10m": minutes(10),
  "30m": minutes(30),
  "1h": hours(1),
  "6h": hours(6),
  "3d": days(3),
} as const satisfies Record<string, Duration>;

export type WindowName = keyof typeof windows;
export const windowNames = Object.keys(windows) as WindowName[];

/** Name of a window that is long enough to say that a fault matters; the others only say that it goes on. */
export type LongWindow = Exclude<WindowName, ShortWindow>;
export const shortWindows = ["5m", "30m"] as const satisfies readonly WindowName[];
type ShortWindow = (typeof shortWindows)[number];
const isShort = (name: WindowName): name is ShortWindow => shortWindows.some((short) => short === name);
export const longWindows = windowNames.filter((name): name is LongWindow => !isShort(name));
