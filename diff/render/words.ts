import type { Change, Flag, Section } from "../change";
import type { Report } from "../report";
import { countFlags } from "../report";

/** What a flag says to people. */
export const flagWords: Readonly<Record<Flag, string>> = {
  destroyed: "destroyed",
  replaced: "replaced",
  "kept-shorter": "kept shorter",
  widened: "widened",
  wildcard: "wildcard",
  "less-detected": "less detected",
};

/** What comes with a change, by what it is: `15 alerts, 2 dashboards`. */
const nouns: Readonly<Record<Section, readonly [string, string]>> = {
  system: ["fact", "facts"],
  objectives: ["objective", "objectives"],
  alerts: ["alert", "alerts"],
  routes: ["route", "routes"],
  retention: ["retention", "retentions"],
  permissions: ["permission", "permissions"],
  versions: ["version", "versions"],
  resources: ["resource", "resources"],
  labels: ["label", "labels"],
  queries: ["query", "queries"],
  series: ["recorded series", "recorded series"],
  panels: ["panel or dashboard", "panels or dashboards"],
  settings: ["setting", "settings"],
  other: ["other attribute", "other attributes"],
};

export function countConsequences(changes: readonly Pick<Change, "section" | "also">[]): string {
  const counts = new Map<Section, number>();
  for (const { section, also = [] } of changes) counts.set(section, (counts.get(section) ?? 0) + 1 + also.length);
  return [...counts].map(([section, n]) => `${n} ${nouns[section][n === 1 ? 0 : 1]}`).join(", ");
}

/** Title of what came or went as a whole: `Alerts added`. */
export const wholesTitle = (section: Section, kind: Change["kind"]): string => {
  const [, noun] = nouns[section];
  return `${noun.slice(0, 1).toUpperCase()}${noun.slice(1)} ${kind}`;
};

/**
 * The subject of a change as it is told: of alerts that have much in common people want to know how many there are; of
 * anything else, which.
 */
export const subjectOf = ({ section, subject, also = [] }: Pick<Change, "section" | "subject" | "also">): string =>
  also.length > 0 && section in counted ? `${also.length + 1} ${counted[section] ?? ""}` : subject;

const counted: Readonly<Partial<Record<Section, string>>> = {
  alerts: "alerts",
  routes: "alerts",
  resources: "resources",
};

/**
 * Names of what else a change holds of, or of all of it where {@link subjectOf} only tells how many; `most` of them at
 * most.
 */
export function othersOf(change: Pick<Change, "section" | "subject" | "also">, most: number): string[] {
  const { subject, also = [] } = change;
  const names = subjectOf(change) === subject ? also : [subject, ...also];
  return names.length <= most ? [...names] : [...names.slice(0, most), `${names.length - most} more`];
}

/** The report in a line: `3 changes in meaning: 1 destroyed, 2 detect less`. */
export function headline(report: Report): string {
  const n = report.changes.length;
  if (n === 0) return "no changes in meaning";
  const flags = [...countFlags(report)].map(([flag, count]) => `${count} ${flagWords[flag]}`);
  return `${n} ${n === 1 ? "change" : "changes"} in meaning${flags.length > 0 ? `: ${flags.join(", ")}` : ""}`;
}

/** Names of the environments in which a change holds; blank if that is everywhere. */
export const placesOf = (environments: readonly string[], all: readonly string[]): string =>
  environments.length === all.length ? "" : environments.join(", ");

export const isWhole = ({ before, after, lines }: Pick<Change, "before" | "after" | "lines">): boolean =>
  before === undefined && after === undefined && lines === undefined;

/** Longer values stand on lines of their own. */
const short = 60;

/** Most characters of a line; what is longer was written for programs. */
const longest = 400;

export const cutLine = (line: string, most = longest): string =>
  line.length > most ? `${line.slice(0, most - 1)}…` : line;

/** How much of what both lines have in common is shown around where they differ. */
const around = 40;

/**
 * The lines, but of a long one that became another only the part in which they differ: the ends of both may be the same
 * for pages.
 */
export const focused = (lines: readonly string[], most: number): string[] => {
  const shown = [...lines];
  for (const [at, line] of lines.entries()) {
    const next = lines[at + 1];
    if (!line.startsWith("-") || !next?.startsWith("+") || Math.max(line.length, next.length) <= most) continue;
    const [old, now] = [line.slice(1), next.slice(1)];
    const start = Math.max(0, countAlike(old, now) - around);
    const [oldRest, nowRest] = [old.slice(start), now.slice(start)];
    const end = Math.max(0, countAlike(backwards(oldRest), backwards(nowRest)) - around);
    const part = (text: string) => `${start > 0 ? "…" : ""}${text.slice(0, text.length - end)}${end > 0 ? "…" : ""}`;
    shown.splice(at, 2, `-${part(oldRest)}`, `+${part(nowRest)}`);
  }
  return shown;
};

function countAlike(one: string, other: string): number {
  let n = 0;
  while (n < one.length && n < other.length && one[n] === other[n]) n++;
  return n;
}

const backwards = (text: string): string => text.split("").reverse().join("");

/**
 * The lines of a change that is told line by line; else undefined. A value of many characters is told like a text: what
 * goes above what comes.
 */
export function linesOf({
  before,
  after,
  lines,
}: Pick<Change, "before" | "after" | "lines">): readonly string[] | undefined {
  if (lines) return lines;
  if ([before, after].every((text) => (text ?? "").length <= short && !(text ?? "").includes("\n"))) return undefined;
  const signed = (sign: string, text: string | undefined) => (text ?? "").split("\n").map((line) => sign + line);
  return [...(before === undefined ? [] : signed("-", before)), ...(after === undefined ? [] : signed("+", after))];
}
