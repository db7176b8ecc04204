/** The functions of Prometheus' templates that write numbers, by their names, as far as our units need them. */
export const humanized: Readonly<Record<string, (value: number) => string>> = {
  humanizePercentage: (value) => `${significant(value * 100)}%`,
  humanizeDuration: durationOf,
  humanize1024: (value) => scaled(value, 1024, ["", "ki", "Mi", "Gi", "Ti", "Pi"]),
};

function durationOf(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return significant(value);
  if (size < 1) return `${value === 0 ? "0" : scaled(value * 1e9, 1000, ["n", "u", "m"])}s`;
  const whole = Math.trunc(size);
  const parts = [
    [Math.floor(whole / 86_400), "d"],
    [Math.floor(whole / 3600) % 24, "h"],
    [Math.floor(whole / 60) % 60, "m"],
    [whole % 60, "s"],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  const told = parts.slice(first).map(([count, unit]) => `${count}${unit}`);
  return `${value < 0 ? "-" : ""}${first === 3 ? `${significant(size)}s` : told.join(" ")}`;
}

function scaled(value: number, base: number, prefixes: readonly string[]): string {
  const place = Math.max(
    0,
    prefixes.findLastIndex((_, at) => Math.abs(value) >= base ** at),
  );
  return `${significant(value / base ** place)}${prefixes[place] ?? ""}`;
}

/** Go's `%.4g`. */
function significant(value: number): string {
  if (!Number.isFinite(value)) return fixed(value, 0);
  const [, digits = "", sign = "", exponent = ""] = /^(.+)e([+-])(.+)$/.exec(value.toExponential(3)) ?? [];
  const isLong = Number(exponent) >= (sign === "-" ? 5 : 4);
  return isLong ? `${Number(digits)}e${sign}${exponent.padStart(2, "0")}` : String(Number(value.toPrecision(4)));
}

/**
 * A number as Go's `%.1f` writes it, with so many digits: as JavaScript's, but half of the last one goes to the even
 * side.
 */
export function fixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
  const [size, scale] = [Math.abs(value), 10 ** digits];
  const isHalf = (size * scale) % 1 === 0.5 && Number.isInteger(size * 2 ** (digits + 1));
  const rounded = isHalf ? (2 * Math.round((size * scale) / 2)) / scale : size;
  return `${value < 0 ? "-" : ""}${rounded.toFixed(digits)}`;
}
