import type { Line } from "../../doctor/line";
import type { Reason } from "../../doctor/no-answer";
import { exitCodes as delivery } from "../../findings/exit-codes";

/** Exit codes of `npm run doctor`: docs/doctor.md has the same table. */
export const exitCodes = {
  good: 0,
  bad: 1,
  usage: 2,
  "credentials-missing": delivery["credentials-missing"],
  "credentials-refused": delivery["credentials-refused"],
  unreachable: delivery["api-unreachable"],
} as const;

const byReason: readonly (readonly [Reason, number])[] = [
  ["credentials-missing", exitCodes["credentials-missing"]],
  ["credentials-refused", exitCodes["credentials-refused"]],
  ["forbidden", exitCodes["credentials-refused"]],
  ["unreachable", exitCodes.unreachable],
  ["certificate", exitCodes.unreachable],
  ["too-slow", exitCodes.unreachable],
  // Whatever answers so is not the program that was meant, or not well enough to be asked.
  ["status", exitCodes.unreachable],
  ["not-json", exitCodes.unreachable],
  ["not-understood", exitCodes.unreachable],
];

/**
 * The exit code for what was found. What keeps us from asking comes first: the rest of what is wrong is not known
 * before.
 */
export function exitCodeOf(lines: readonly Line[], reasons: ReadonlySet<Reason>): number {
  const kept = byReason.find(([reason]) => reasons.has(reason));
  if (kept) return kept[1];
  return lines.some(({ verdict }) => verdict === "bad") ? exitCodes.bad : exitCodes.good;
}
