/** A time in milliseconds, as people say it: in the largest unit of which there are two. */
export function ageText(milliseconds: number): string {
  const [size, unit] = units.find(([size]) => milliseconds >= 2 * size) ?? [1000, "s"];
  // Of what never was, programs say that it was in the year 1.
  return milliseconds < 36_500 * day ? `${Math.max(0, Math.round(milliseconds / size))} ${unit}` : "ages";
}

const day = 86_400_000;

const units = [
  [day, "days"],
  [3_600_000, "h"],
  [60_000, "min"],
] as const;
