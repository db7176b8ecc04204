/**
 * Number of samples that promtool makes of a text, those included that are missing; undefined where it would not read
 * it.
 */
export function samplesIn(values: string): number | undefined {
  const counts = values.trim().split(/\s+/).map(samplesOfPart);
  return counts.reduce<number | undefined>(
    (sum, count) => (sum === undefined || count === undefined ? undefined : sum + count),
    0,
  );
}

const number = String.raw`(?:[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?|[+-]?Inf|NaN)`;
const repeated = new RegExp(`^${number}(?:[+-]${number})?x(\\d+)$`, "i");

function samplesOfPart(part: string): number | undefined {
  if (part === "_" || part === "stale" || new RegExp(`^${number}$`, "i").test(part)) return 1;
  const missing = /^_x(\d+)$/.exec(part)?.[1];
  if (missing !== undefined) return Number(missing);
  const times = repeated.exec(part)?.[1];
  // It stands there once, and is then repeated.
  return times === undefined ? undefined : Number(times) + 1;
}
