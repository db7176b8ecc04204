import type { Fault } from "../../scenarios/fault";
import type { State } from "../../simulation/grafana-states";
import type { Outcome, Row } from "./outcome";
import { faultText } from "./words/fault";
import { folded } from "./words/folded";
import { courseText, instancesText, saysText, severityText, stateWords } from "./words/row";
import { ticksOf, timeText } from "./words/time";
import { countsText, verdictTexts } from "./words/verdict";

/** A letter a state, which also those read who see no colour. */
const marks: Readonly<Record<State | "fault", string>> = {
  normal: " ",
  pending: "·",
  alerting: "█",
  recovering: "▒",
  "no-data": "?",
  error: "!",
  fault: "▀",
};

const legend = ["pending", "alerting", "recovering", "no-data", "error"] as const;

/** Of the states at one place of a bar the worst is shown. */
const worst: readonly State[] = ["alerting", "error", "no-data", "recovering", "pending", "normal"];

/** The outcome in text, no line longer than the terminal is wide. */
export function timelineText(outcome: Outcome, columns: number): string {
  const { source, rows } = outcome;
  const verdicts = verdictTexts(outcome);
  const width = Math.min(120, Math.max(60, columns)) - indent.length - 2;
  const faults = source.scenario?.faults ?? [];
  const name = source.scenario ? [`${source.scenario.name}, seed ${outcome.seed}`] : [];
  const blocks = [
    [
      ...folded(source.title, width + indent.length),
      ...folded([...name, outcome.environment, timeText(source.clock)].join(" · "), width + indent.length),
    ],
    ...(verdicts.length > 0 ? [verdicts.flatMap((verdict) => hanging("verdict", verdict, width))] : []),
    [`${indent}${axis(outcome, width)}`],
    ...faults.map((fault) => [headed("fault", faultText(fault), width), framed(faultBar(fault, outcome, width))]),
    ...rows.map((row) => rowText(row, outcome, width)),
    [
      ...folded(countsText(outcome), width + indent.length),
      [...legend.map((state) => `${marks[state]} ${stateWords[state]}`), `${marks.fault} fault`].join("  "),
    ],
  ];
  return blocks.map((lines) => lines.join("\n")).join("\n\n");
}

const indent = "        ";
const framed = (bar: string): string => `${indent}|${bar}|`;
const headed = (head: string, text: string, width: number): string => head.padEnd(indent.length) + cut(text, width + 2);
const cut = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

function rowText(row: Row, outcome: Outcome, width: number): string[] {
  const which = instancesText(row);
  return [
    headed(severityText(row), row.history.alert.title, width),
    ...(which === "" ? [] : [indent + cut(which, width + 2)]),
    framed(bar(row, outcome, width)),
    ...hanging("", courseText(row, outcome), width),
    ...saidText(row, width),
  ];
}

/** Of each moment that a character stands for the worst state of all instances. */
function bar({ history }: Row, { source: { clock } }: Outcome, width: number): string {
  const states = history.instances.flatMap((instance) => instance.states);
  const cells = Array.from({ length: width }, () => worst.length - 1);
  for (const { at, state } of states) {
    const cell = cellOf(at, clock, width);
    cells[cell] = Math.min(cells[cell] ?? Infinity, worst.indexOf(state));
  }
  // A minute may be wider than a character.
  for (let cell = 1; cell < width; cell++)
    if (!states.some(({ at }) => cellOf(at, clock, width) === cell)) cells[cell] = cells[cell - 1] ?? 0;
  return cells.map((state) => marks[worst[state] ?? "normal"]).join("");
}

function faultBar({ from, until }: Fault, { source: { clock } }: Outcome, width: number): string {
  const first = cellOf(clock.begins + from.milliseconds, clock, width);
  const last = until ? cellOf(clock.begins + until.milliseconds - 1, clock, width) : width - 1;
  return Array.from({ length: width }, (_, cell) => (cell >= first && cell <= last ? marks.fault : " ")).join("");
}

const cellOf = (
  at: number,
  { begins, ends }: { readonly begins: number; readonly ends: number },
  width: number,
): number => Math.min(width - 1, Math.max(0, Math.floor(((at - begins) / Math.max(1, ends - begins)) * width)));

/** As many hours as there is room for. */
function axis({ source: { clock } }: Outcome, width: number): string {
  let line = " ".repeat(width + 2);
  for (const { at, text } of ticksOf(clock, Math.floor(width / 9))) {
    const cell = 1 + cellOf(at, clock, width);
    if (cell + text.length <= line.length) line = line.slice(0, cell) + text + line.slice(cell + text.length);
  }
  return line.trimEnd();
}

/** Below a word at the edge. */
const hanging = (head: string, text: string, width: number): string[] =>
  folded(text, width + 2).map((line, index) => (index === 0 ? head : "").padEnd(indent.length) + line);

/** Of whoever is woken what they read: the rest is told in the morning, and stands on the page. */
function saidText(row: Row, width: number): string[] {
  const { told } = row;
  if (!told?.wakes || told.summary === undefined) return [];
  // Where their dashboards are stands on the page: there is more room.
  const suspects = told.lookFirst
    ?.replaceAll(/ \(\/d\/[^)]+\)/g, "")
    .split("\n")
    .join("; ");
  return [
    ...hanging("says", saysText(row), width),
    ...(suspects === undefined ? [] : hanging("", `look first: ${suspects}`, width)),
  ];
}
