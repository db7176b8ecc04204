import { exitCodes as delivery } from "../../delivery/exit-codes";
import type { Line } from "../../doctor/line";
import type { Reason } from "../../doctor/no-answer";

/** How it ends, for programs: docs/doctor.md has the same table. */
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
];

/** What keeps us from asking comes first: the rest of what is wrong is not known before. */
export function exitCodeOf(lines: readonly Line[], reasons: ReadonlySet<Reason>): number {
  const kept = byReason.find(([reason]) => reasons.has(reason));
  if (kept) return kept[1];
  return lines.some(({ verdict }) => verdict === "bad") ? exitCodes.bad : exitCodes.good;
}
