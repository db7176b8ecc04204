const seconds = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 } as const;
type Unit = keyof typeof seconds;

/** Of "1h30m", in seconds; of what is none, nothing. */
export function secondsOf(text: string): number | undefined {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdwy])/g)];
  if (parts.map(([part]) => part).join("") !== text || text === "") return undefined;
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * seconds[unit as Unit], 0);
}

/** As Go prints a duration: 60m is 1h0m0s. */
export const goDuration = (text: string): string => {
  const total = text === "0" ? 0 : secondsOf(text);
  if (total === undefined) return text;
  const [hours, minutes, rest] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60), total % 60];
  if (hours > 0) return `${hours}h${minutes}m${rest}s`;
  return minutes > 0 ? `${minutes}m${rest}s` : `${rest}s`;
};

/** As Prometheus' library prints a duration: 90m is 1h30m, and 7d is 1w. Weeks and years only if nothing is left. */
export const prometheusDuration = (text: string): string => {
  let left = secondsOf(text);
  if (left === undefined) return text;
  if (left === 0) return "0s";
  for (const unit of ["y", "w"] as const) if (left % seconds[unit] === 0) return `${left / seconds[unit]}${unit}`;
  return (["d", "h", "m", "s", "ms"] as const)
    .map((unit) => {
      const count = Math.floor(Number(left) / seconds[unit] + 1e-9);
      left = Number(left) - count * seconds[unit];
      return count > 0 ? `${count}${unit}` : "";
    })
    .join("");
};

/**
 * As Elasticsearch keeps a time or a size: the number and the unit that were written, in lower case. 1440m stays 1440m.
 */
export const elasticsearchQuantity = (text: string): string => {
  const [, count, unit = ""] = /^(\d+)\s*([a-z]+)$/.exec(text.trim().toLowerCase()) ?? [];
  return count === undefined ? text : `${Number(count)}${unit}`;
};
