import { logBlanksOf } from "./log-matrix";
import type { Matrix, PlannedRow } from "./matrix";
import { blanksOf } from "./matrix";

/** What comes of the matrix, in two sentences: `13 of 13 metrics of the plan`, `74 signals of 8 slices, 0 blanks`. */
export function verdict({ plan, slices }: Matrix): readonly [string, string] {
  const rows = slices.flatMap((slice) => slice.rows);
  const blanks = rows.flatMap(blanksOf).length;
  return [
    [`${plan.filter(isCovered).length} of ${plan.length} metrics of the plan`, ...elsewhere(plan)].join("; "),
    `${counted(rows.length, "signal")} of ${counted(slices.length, "slice")}, ${counted(blanks, "blank")}`,
  ];
}

/**
 * What comes of the logs, in one sentence: `6 components, 0 blanks`; `5 components, 0 blanks; shop-db not in local: no
 * AWS`.
 */
export function logVerdict({ logs, unlogged }: Matrix): string {
  const there = logs.filter(({ answer }) => !("notHere" in answer));
  const lacking = there.filter(({ answer }) => "lacking" in answer).length;
  const unsaid = unlogged.filter(({ because }) => because.trim() === "").length;
  const blanks = there.flatMap(logBlanksOf).length + lacking + unsaid;
  return [
    `${counted(there.length, "component")}, ${counted(blanks, "blank")}`,
    ...logs.flatMap(({ component, answer }) => ("notHere" in answer ? [`${component.name} ${answer.notHere}`] : [])),
  ].join("; ");
}

const counted = (n: number, word: string) => `${n} ${word}${n === 1 ? "" : "s"}`;

/** The plan's metric is there, under its labels, and nothing is lacking. */
const isCovered = ({ answer }: PlannedRow): boolean =>
  "row" in answer && answer.otherLabels.length === 0 && blanksOf(answer.row).length === 0;

/** `11 and 12 not in local: no AWS` */
function elsewhere(plan: readonly PlannedRow[]): string[] {
  const reasons = new Map<string, number[]>();
  for (const { metric, answer } of plan)
    if ("notHere" in answer) reasons.set(answer.notHere, [...(reasons.get(answer.notHere) ?? []), metric.number]);
  return Array.from(reasons, ([reason, numbers]) => `${enumerated(numbers)} ${reason}`);
}

const enumerated = (numbers: readonly number[]) =>
  [numbers.slice(0, -1).join(", "), numbers.at(-1)].filter((part) => part !== "").join(" and ");
