import type { Unit } from "../../../units/unit";

/** What people count time in, up to days. Seconds. */
const times = [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];

/** How far apart the values of an axis lie, so that each of them is a round one. @param range that it shows */
export function stepOf(range: number, unit: Unit, most: number): number {
  const least = range / most;
  const decimal = 10 ** Math.floor(Math.log10(least));
  const round = [1, 2, 5, 10].map((digit) => digit * decimal).find((step) => step >= least) ?? 10 * decimal;
  if (unit === "bytes") return 2 ** Math.ceil(Math.log2(least));
  if (unit !== "seconds" || least < 1) return round;
  const days = Math.ceil(least / 86_400) * 86_400;
  return times.find((time) => time >= least) ?? days;
}

/** The values that an axis names, from the lowest to the highest. */
export function marksOf(low: number, high: number, unit: Unit, most: number): number[] {
  const step = stepOf(high - low, unit, most);
  const [first, last] = [Math.ceil(low / step), Math.floor(high / step)];
  // Not by adding up: 0.1 + 0.2 is no round number.
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}
