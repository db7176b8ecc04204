import { mostOfMeaning } from "../../findings/comment-size";
import { groupedBy } from "../../findings/grouped";
import { code, fenced, inMarkdown } from "../../findings/markdown";
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
  wholesTitle,
} from "./words";

/** Most characters of the report but for its last line. */
const most = mostOfMeaning - 200;
/** Most names of what else a change holds of: beyond so many, nobody reads on. */
const mostNames = 4;
const mostLines = 60;
/** Beyond this, only the part that changed is shown of a line that became another. */
const longLine = 160;

/** The report as Markdown, for one comment on a pull request: what matters first, the rest folded. */
export function markdown(report: Report): string {
  const { changes, environments, base, notes } = report;
  const head = [
    `## Monitoring: ${headline(report)}`,
    `Compared with ${code(base)}, in ${environments.map(inMarkdown).join(", ")}.`,
    ...notes.map((note) => `> ${inMarkdown(note)}`),
  ].join("\n\n");
  const lines = changes.map((change) => lineOf(change, environments));
  const titles = changes.map(({ section }, at) =>
    section === changes[at - 1]?.section ? "" : `\n\n### ${sections[section]}\n`,
  );
  const sizes = changes.map((_, at) => (titles[at] ?? "").length + (lines[at] ?? "").length + 1);
  const fitting = countFitting(sizes, most - head.length);
  // What is left is for what comes with the changes, in their order.
  let room = most - head.length - sizes.slice(0, fitting).reduce((sum, size) => sum + size, 0);
  const told = changes.slice(0, fitting).map((change, at) => {
    const [line = "", block] = [lines[at], blockOf(change, report)];
    const isInFull = block.length - line.length <= room;
    if (isInFull) room -= block.length - line.length;
    return `${titles[at] ?? ""}\n${isInFull ? block : line}`;
  });
  const left = changes.length - fitting;
  return [
    head,
    ...told,
    ...(left === 0
      ? []
      : [
          `\n\n**${left} more ${left === 1 ? "change is" : "changes are"} left out:** a comment holds no more. ${code("npm run diff")} shows all.`,
        ]),
    "\n",
  ].join("");
}

/** How many of them fit, one after the other. */
function countFitting(sizes: readonly number[], room: number): number {
  let sum = 0;
  const at = sizes.findIndex((size) => (sum += size) > room);
  return at < 0 ? sizes.length : at;
}

function blockOf(change: ReportedChange, report: Report): string {
  const { consequences } = change;
  return [
    lineOf(change, report.environments),
    ...indented(diffOf(change)),
    ...(consequences.length === 0
      ? []
      : [
          `  <details><summary>with it: ${countConsequences(consequences)}</summary>`,
          "",
          ...consequencesOf(consequences, report).map((line) => `  ${line}`),
          "",
          "  </details>",
        ]),
  ].join("\n");
}

/** What came or went as a whole, section by section in a line; the others one by one. */
function consequencesOf(changes: readonly ReportedChange[], report: Report): string[] {
  const wholes = groupedBy(
    changes.filter((change) => isWhole(change) && change.what === undefined),
    ({ section, kind, environments }) => `${wholesTitle(section, kind)}${inPlaces(environments, report.environments)}`,
  );
  return [
    ...[...wholes].map(
      ([title, group]) =>
        `- ${inMarkdown(title)}: ${group
          .flatMap(({ subject, also = [] }) => [subject, ...also])
          .map(inMarkdown)
          .join("; ")}`,
    ),
    ...changes
      .filter((change) => !(isWhole(change) && change.what === undefined))
      .flatMap((change) => [lineOf(change, report.environments), ...indented(diffOf(change))]),
  ];
}

function lineOf(change: ReportedChange, environments: readonly string[]): string {
  const { what, before, after, detail, kind } = change;
  const isShort = linesOf(change) === undefined;
  const flags = flagsOf(change).map((flag) => ` ⚠️ **${flagWords[flag]}**`);
  const value = isShort && !isWhole(change) ? `: ${valueOf(before, after)}` : "";
  const names = othersOf(change, mostNames).map(inMarkdown).join("; ");
  const more = names === "" ? "" : `<br>${subjectOf(change) === change.subject ? "also " : ""}${names}`;
  return [
    `- **${inMarkdown(subjectOf(change))}**${what === undefined ? "" : ` · ${inMarkdown(what)}`}`,
    isWhole(change) && kind !== "changed" ? ` ${kind}` : value,
    ...(detail === undefined
      ? []
      : [/^https:\/\/[\w./%+-]+$/.test(detail) ? ` ([what is new](${detail}))` : `: ${inMarkdown(detail)}`]),
    ...flags,
    inPlaces(change.environments, environments),
    more,
  ].join("");
}

const valueOf = (before: string | undefined, after: string | undefined): string =>
  [before === undefined ? "" : code(before), after === undefined ? "*nothing*" : code(after)]
    .map((text) => text || "*nothing*")
    .join(" → ");

const inPlaces = (environments: readonly string[], all: readonly string[]): string => {
  const places = placesOf(environments, all);
  return places === "" ? "" : ` (${places})`;
};

function diffOf(change: ReportedChange): string[] {
  const lines = linesOf(change);
  if (!lines) return [];
  const shown = focused(lines.slice(0, mostLines), longLine).map((line) => cutLine(line));
  const left = lines.length - mostLines;
  return fenced([...shown, ...(left > 0 ? [` … ${left} more lines`] : [])].join("\n"), "diff").split("\n");
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);
