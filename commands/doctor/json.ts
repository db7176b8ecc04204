import type { Line, Verdict } from "../../doctor/line";

/** What was found, as JSON for programs: docs/doctor.md says what each field means, and none will go. */
export const doctorJson = (environment: string, lines: readonly Line[]): string =>
  JSON.stringify({ version: 1, environment, counts: countsOf(lines), lines }, null, 2);

export const countsOf = (lines: readonly Line[]): Readonly<Record<Verdict, number>> => ({
  good: count(lines, "good"),
  warning: count(lines, "warning"),
  bad: count(lines, "bad"),
  unknown: count(lines, "unknown"),
});

const count = (lines: readonly Line[], verdict: Verdict): number =>
  lines.filter((line) => line.verdict === verdict).length;
