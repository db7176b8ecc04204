import { aligned } from "./aligned";

/** How many lines that stayed are shown around those that did not. */
const context = 1;

/**
 * How two texts differ, line by line, each line behind `-`, `+` or a space; what stayed is left out where nothing near
 * it changed.
 */
export function lineDiff(before: string, after: string): string[] {
  const [olds, news] = [before.split("\n"), after.split("\n")];
  const lines = aligned(olds, news).map(([old, now]) => {
    if (now === undefined) return `-${olds[old ?? 0] ?? ""}`;
    return `${old === undefined ? "+" : " "}${news[now] ?? ""}`;
  });
  const near = (at: number) =>
    lines.slice(Math.max(0, at - context), at + context + 1).some((line) => !line.startsWith(" "));
  return lines.flatMap((line, at) => {
    if (near(at)) return [line];
    return at === 0 || near(at - 1) ? [" …"] : [];
  });
}
