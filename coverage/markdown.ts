import { originOf } from "../model/origin";
import type { NoSignal } from "../slices/slice";
import { logSection } from "./log-section";
import { blank, code, literal, table } from "./markdown-table";
import type { Column, Matrix, PlannedRow, Row, SliceRows } from "./matrix";
import type { Cell } from "./cell";
import { columns } from "./matrix";
import { storiesOf } from "./promised";
import { logVerdict, verdict } from "./verdict";

/** The matrix as a page: the plan first, then everything that is measured, slice by slice. */
export const coveragePage = (matrix: Matrix, environment: string): string =>
  [
    "# Coverage",
    `What is measured, and what was built for it, in the environment \`${environment}\`. Written by \`npm run coverage\` from what \`npm start\` builds, where a blank is an error; a test fails when this page is not what is built. Two columns may be empty: _objective_, what is promised and judged by the signal; and _stories_, how often its alerts are told to be quiet and to fire.`,
    `${[...verdict(matrix), `logs of ${logVerdict(matrix)}`].join("; ")}.`,
    "## The plan",
    planned(matrix.plan),
    ...logSection(matrix),
    ...matrix.slices.flatMap((slice) => section(slice, matrix.plan)),
  ].join("\n\n") + "\n";

/** Something that is told of every row. */
interface PageColumn {
  readonly heading: string;
  readonly of: (row: Row) => string;
}

const objective: PageColumn = {
  heading: "objective",
  of: ({ objectives }) => objectives.map(literal).join("<br>"),
};

const stories: PageColumn = { heading: "stories", of: ({ alerts }) => storiesOf(alerts).join("<br>") };

/** From left to right; objectives only where one of the rows is judged by any. */
const pageColumns = (rows: readonly Row[]): PageColumn[] => [
  ...(rows.some(({ objectives }) => objectives.length > 0) ? [objective] : []),
  ...columns.flatMap((column) => [
    { heading: headings[column], of: (row: Row) => cell(row, column) },
    ...(column === "alert" ? [stories] : []),
  ]),
];

const headings: Readonly<Record<Column, string>> = {
  exporter: "exporter",
  contract: "metric contract",
  recorded: "recorded series",
  panel: "panels",
  alert: "alerts",
  runbook: "runbooks",
  owner: "owner",
};

function planned(plan: readonly PlannedRow[]): string {
  const told = pageColumns(plan.flatMap(({ answer }) => ("row" in answer ? [answer.row] : [])));
  return table(
    ["#", "metric", "of", ...told.map(({ heading }) => heading)],
    plan.map((one) => plannedLine(one, told)),
  );
}

function plannedLine({ metric, answer }: PlannedRow, told: readonly PageColumn[]): string[] {
  const head = [String(metric.number), literal(metric.title)];
  if ("row" in answer) {
    const { row } = answer;
    return [...head, `[${literal(row.slice)}](#${row.slice})`, ...told.map(({ of }) => of(row))];
  }
  return [...head, metric.of.name, "notHere" in answer ? literal(answer.notHere) : blank(answer.lacking)];
}

function section({ name, title, described, rows, unanswered }: SliceRows, plan: readonly PlannedRow[]): string[] {
  const told = pageColumns(rows);
  const source = described && originOf(described)?.replace(/:\d+$/, "");
  return [
    `## ${name}`,
    `${literal(title)}.${source ? ` Described in [${literal(source)}](../${source}).` : ""}`,
    table(
      ["signal", "method", ...told.map(({ heading }) => heading)],
      [...rows.map((row) => signalLine(row, told, plan)), ...unanswered.map(noSignalLine)],
    ),
  ];
}

function signalLine(row: Row, told: readonly PageColumn[], plan: readonly PlannedRow[]): string[] {
  const numbers = plan.flatMap(({ metric, answer }) => ("row" in answer && answer.row === row ? metric.number : []));
  const { id, title, method } = row.signal;
  return [
    [literal(title), code(id), ...numbers.map((number) => `plan ${number}`)].join("<br>"),
    method,
    ...told.map(({ of }) => of(row)),
  ];
}

const noSignalLine = ({ method, noSignal }: NoSignal) => [`none: ${literal(noSignal)}`, method];

function cell({ cells }: Row, column: Column): string {
  const { has, because, lacks }: Cell = cells[column];
  return [
    ...has.map(forms[column]),
    ...(because === undefined ? [] : [`_${literal(because)}_`]),
    ...lacks.map(({ what }) => blank(what)),
  ].join("<br>");
}

const forms: Readonly<Record<Column, (name: string) => string>> = {
  exporter: code,
  contract: literal,
  recorded: code,
  panel: literal,
  alert: literal,
  runbook: (kind) => `[${literal(kind)}](runbooks/${kind}.md)`,
  owner: literal,
};
