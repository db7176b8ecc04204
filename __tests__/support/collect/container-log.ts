/**
 * What containerd makes of a container's lines (CRI): longer ones in parts of 16 KiB, of which only the last is full.
 */
export const containerLog = (lines: readonly string[]): string =>
  lines
    .flatMap((line) => {
      const parts = line.match(/[^]{1,16384}/g) ?? [""];
      return parts.map((part, at) => `${at === parts.length - 1 ? "F" : "P"} ${part}`);
    })
    .map((rest, at) => `2026-11-28T10:00:00.${String(at).padStart(9, "0")}Z stdout ${rest}\n`)
    .join("");
