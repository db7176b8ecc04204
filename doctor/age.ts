/** How long ago, as people say it: in the largest unit of which there are two. */
export function ageText(milliseconds: number): string {
  const [size, unit] = units.find(([size]) => milliseconds >= 2 * size) ?? [1000, "s"];
  // Of what never was, time has no count.
  return Number.isFinite(milliseconds) ? `${Math.round(milliseconds / size)} ${unit}` : "ages";
}

const units = [
  [86_400_000, "days"],
  [3_600_000, "h"],
  [60_000, "min"],
] as const;
