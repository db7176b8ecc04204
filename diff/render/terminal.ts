import { groupedBy } from "../../findings/grouped";
import { onOneLine } from "../../findings/markdown";
import { sections } from "../change";
import type { Report, ReportedChange } from "../report";
import { flagsOf } from "../report";
import {
  countConsequences,
  cutLine,
  flagWords,
  focused,
  headline,
  isWhole,
  linesOf,
  othersOf,
  placesOf,
  subjectOf,
} from "./words";

const mostLines = 40;
const mostNames = 3;

/** The report as text, for people at a terminal of `width` columns. */
export function terminal(report: Report, width: number): string {
  const head = [
    headline(report),
    `compared with ${onOneLine(report.base)}, in ${report.environments.join(", ")}`,
    ...report.notes.map((note) => `note: ${onOneLine(note)}`),
  ];
  const bodies = [...groupedBy(report.changes, ({ section }) => section)].map(([section, changes]) =>
    [sections[section], ...changes.flatMap((change) => blockOf(change, report.environments, width))].join("\n"),
  );
  return [head.flatMap((line) => wrapped(line, width, "")).join("\n"), ...bodies].join("\n\n");
}

function blockOf(change: ReportedChange, all: readonly string[], width: number): string[] {
  const { subject, what, before, after, kind, detail, consequences, environments } = change;
  const lines = linesOf(change);
  const flags = flagsOf(change).map((flag) => flagWords[flag]);
  const places = placesOf(environments, all);
  const value = `${before ?? "nothing"} → ${after ?? "nothing"}`;
  const told = [
    ...(flags.length > 0 ? [`! ${flags.join(", ")}`] : []),
    ...(what === undefined ? [] : [what]),
    ...(isWhole(change) ? (kind === "changed" ? [] : [kind]) : lines ? [] : [value]),
    ...(detail === undefined ? [] : [detail]),
    ...(places === "" ? [] : [`(${places})`]),
  ];
  const names = othersOf(change, mostNames).join("; ");
  return [
    ...wrapped(onOneLine(subjectOf(change)), width, "  "),
    ...(told.length > 0 ? wrapped(onOneLine(told.join("  ")), width, "    ") : []),
    ...focused((lines ?? []).slice(0, mostLines).map(onOneLine), width - 6).map((line) =>
      cutLine(`      ${line}`, width),
    ),
    ...(lines && lines.length > mostLines ? [`      … ${lines.length - mostLines} more lines`] : []),
    ...(names === ""
      ? []
      : wrapped(onOneLine(`${subjectOf(change) === subject ? "also " : ""}${names}`), width, "    ")),
    ...(consequences.length > 0 ? wrapped(`with it: ${countConsequences(consequences)}`, width, "    ") : []),
    ...consequences
      .filter(({ what }) => what !== undefined)
      .slice(0, mostConsequences)
      .map((one) => cutLine(`      ${onOneLine(shortly(one))}`, width)),
  ];
}

/** What came or went as a whole is counted; of the others so many are shown. */
const mostConsequences = 6;

const shortly = ({ subject, what = "", before, after, lines }: ReportedChange): string =>
  `${subject} · ${what}${lines ? "" : `: ${before ?? "nothing"} → ${after ?? "nothing"}`}`;

/** Broken between words. */
function wrapped(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(" ")) {
    if (line.length + word.length + 1 > width && line.trim() !== "") {
      lines.push(line.trimEnd());
      line = `${indent}  `;
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}
