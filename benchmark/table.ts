import type { Duration } from "../units/quantities";
import { days } from "../units/quantities";
import { minutesOrHours } from "../units/text";
import type { Verdict } from "./judge";
import type { Noise, Sum } from "./sums";
import { byFamily, noiseOf, sumOf } from "./sums";

const nothing = "–";

/** A duration in minutes or hours: `4.5 min`, `3.2 h`. */
export function minutesText(duration: Duration): string {
  const { count, unit } = minutesOrHours(duration);
  return `${count.toFixed(1)} ${unit}`;
}

const optional = (duration: Duration | undefined): string => (duration ? minutesText(duration) : nothing);

const packsOf = (verdicts: readonly Verdict[]): string[] => [...new Set(verdicts.map(({ pack }) => pack))];

/** A table: rows of texts, the first of them the heading. */
export type Rows = readonly (readonly string[])[];

/**
 * A row for each family: how often something was due, and of each pack how often it was told, when, and how often in
 * time.
 */
export function familyRows(verdicts: readonly Verdict[]): Rows {
  const packs = packsOf(verdicts);
  const cells = ({ told, due, inTime, toldAfter }: Sum) => [`${told}/${due}`, optional(toldAfter), `${inTime}/${due}`];
  const row = (name: string, those: readonly Verdict[]) => [
    name,
    ...packs.flatMap((pack) => cells(sumOf(those.filter((verdict) => verdict.pack === pack)))),
  ];
  return [
    ["family", ...packs.flatMap((pack) => [pack, "median", "in time"])],
    ...byFamily(verdicts).map(([family, those]) => row(family, those)),
    row("all", verdicts),
  ];
}

const noises: readonly (readonly [string, (noise: Noise) => string])[] = [
  ["pages in a week of quiet days", ({ pagesPerWeek }) => pagesPerWeek.toFixed(1)],
  ["tickets in a week of quiet days", ({ ticketsPerWeek }) => ticketsPerWeek.toFixed(1)],
  ["faults that could wait, and woke somebody", ({ wokenForTickets }) => String(wokenForTickets)],
  ["scenarios that woke somebody once too often", ({ wokenAgain }) => String(wokenAgain)],
  ["scenarios that woke somebody for something else", ({ wokenElsewhere }) => String(wokenElsewhere)],
  ["fires again that had ended, in one fault", ({ againPerFault }) => againPerFault.toFixed(1)],
  ["resolved after the fault, median", ({ resolvedAfter }) => optional(resolvedAfter)],
  ["not resolved when the scenario ended", ({ goingOn }) => String(goingOn)],
];

/** A row for each thing that packs do besides. */
export function noiseRows(verdicts: readonly Verdict[]): Rows {
  const packs = packsOf(verdicts);
  const of = (pack: string) => verdicts.filter((verdict) => verdict.pack === pack);
  const onlyTickets = (pack: string) => String(sumOf(of(pack)).onlyTickets);
  const [first] = packs;
  const quietFor = noiseOf(first === undefined ? [] : of(first)).quietFor.milliseconds / days(1).milliseconds;
  return [
    [`besides, with ${quietFor.toFixed(1)} quiet days`, ...packs],
    ["only a ticket, where somebody was to be woken", ...packs.map(onlyTickets)],
    ...noises.map(([name, text]) => [name, ...packs.map((pack) => text(noiseOf(of(pack))))]),
  ];
}

/** A table as text, in columns as wide as they have to be; all but the first are figures. */
export const inColumns = (rows: Rows): string =>
  padded(rows)
    .map((row) => row.join("  "))
    .join("\n");

/** A table in Markdown, as Prettier leaves it. */
export function asMarkdown(rows: Rows): string {
  const [heading = [], ...rest] = padded(rows);
  const rule = heading.map(({ length }, at) => (at === 0 ? "-".repeat(length) : `${"-".repeat(length - 1)}:`));
  return [heading, rule, ...rest].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function padded(rows: Rows): string[][] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(3, ...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))),
  );
}
