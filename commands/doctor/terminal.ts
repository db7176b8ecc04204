import type { Line, Verdict } from "../../doctor/line";
import { parts } from "../../doctor/line";
import { clip } from "../../findings/clip";
import { countsOf } from "./json";

export interface Shown {
  readonly environment: string;
  readonly lines: readonly Line[];
  /** Width of the terminal. */
  readonly columns: number;
  /** Whether what is good is told too. */
  readonly verbose: boolean;
}

/**
 * What was found, for a terminal: what is wrong, each with its remedy; of what is good the number, unless more was
 * asked for.
 */
export const doctorText = ({ environment, lines, columns, verbose }: Shown): string =>
  [
    ...parts.flatMap((part) => {
      const own = lines.filter((line) => line.part === part);
      return own.length === 0 ? [] : [section(part, own, { columns, verbose })];
    }),
    closing(environment, lines),
  ].join("\n\n");

interface Style {
  readonly columns: number;
  readonly verbose: boolean;
}

function section(part: string, lines: readonly Line[], { columns, verbose }: Style): string {
  const checks = [...new Set(lines.map(({ check }) => check))];
  const width = Math.max(...checks.map((check) => check.length));
  return [
    part,
    ...checks.flatMap((check) => {
      const own = lines.filter((line) => line.check === check);
      const told = own.filter(({ verdict }) => verdict === "bad" || verdict === "warning" || verbose);
      return [`  ${check.padEnd(width)}  ${summary(own)}`, ...told.flatMap((line) => lineText(line, columns))];
    }),
  ].join("\n");
}

/** Of what a check found none is left out: `4 good, 1 bad`. */
const summary = (lines: readonly Line[]): string =>
  verdicts
    .map((verdict) => [verdict, countsOf(lines)[verdict]] as const)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${wordOf(verdict, count)}`)
    .join(", ");

const verdicts: readonly Verdict[] = ["good", "warning", "bad", "unknown"];

const wordOf = (verdict: Verdict, count: number): string =>
  verdict === "warning" && count !== 1 ? "warnings" : verdict;

function lineText({ verdict, subject, what, fix }: Line, columns: number): string[] {
  return [
    ...hung(`    ${verdict.padEnd(8)}`, `${subject}: ${what}`, columns),
    ...(fix === undefined ? [] : hung("    fix     ", fix, columns)),
  ];
}

/** Of a line: much of it is what other programs say. */
const longest = 1000;

/** Broken between words, and hanging below its first; what is longer than a line, as commands are, is left whole. */
function hung(head: string, text: string, columns: number): string[] {
  const room = columns - head.length;
  const rows: string[] = [];
  for (const word of clip(text, longest).split(" ")) {
    const last = rows.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room) rows[rows.length - 1] = `${last} ${word}`;
    else rows.push(word);
  }
  return rows.map((row, at) => (at === 0 ? head : " ".repeat(head.length)) + row);
}

function closing(environment: string, lines: readonly Line[]): string {
  const { bad, warning, unknown } = countsOf(lines);
  const verdict = bad > 0 || unknown > 0 ? `${environment} is not well` : `${environment} is well`;
  return `${verdict}: ${summary(lines)}.${warning > 0 && bad === 0 && unknown === 0 ? " Warnings can wait." : ""}`;
}
