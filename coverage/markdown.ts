import { originOf } from "../model/origin";
import type { NoSignal } from "../slices/slice";
import { logSection } from "./log-section";
import { blank, code, literal, table } from "./markdown-table";
import type { Column, Matrix, PlannedRow, Row, SliceRows } from "./matrix";
import type { Cell } from "./cell";
import { columns } from "./matrix";
import { logVerdict, verdict } from "./verdict";

/** The matrix as a page: the plan first, then everything that is measured, slice by slice. */
export const coveragePage = (matrix: Matrix, environment: string): string =>
  [
    "# Coverage",
    `What is measured, and what was built for it, in the environment \`${environment}\`. Written by \`npm run coverage\` from what \`npm start\` builds, where a blank in any column is an error; a test fails when this page is not what is built.`,
    `${[...verdict(matrix), `logs of ${logVerdict(matrix)}`].join("; ")}.`,
    "## The plan",
    table(["#", "metric", "of", ...columns.map((column) => headings[column])], matrix.plan.map(planned)),
    ...logSection(matrix),
    ...matrix.slices.flatMap((slice) => section(slice, matrix.plan)),
  ].join("\n\n") + "\n";

const headings: Readonly<Record<Column, string>> = {
  exporter: "exporter",
  contract: "metric contract",
  recorded: "recorded series",
  panel: "panels",
  alert: "alerts",
  runbook: "runbooks",
  owner: "owner",
};

function planned({ metric, answer }: PlannedRow): string[] {
  const head = [String(metric.number), literal(metric.title)];
  if ("row" in answer) {
    const { row } = answer;
    return [...head, `[${literal(row.slice)}](#${row.slice})`, ...columns.map((column) => cell(row, column))];
  }
  return [...head, metric.of.name, "notHere" in answer ? literal(answer.notHere) : blank(answer.lacking)];
}

function section({ name, title, described, rows, unanswered }: SliceRows, plan: readonly PlannedRow[]): string[] {
  const source = described && originOf(described)?.replace(/:\d+$/, "");
  return [
    `## ${name}`,
    `${literal(title)}.${source ? ` Described in [${literal(source)}](../${source}).` : ""}`,
    table(
      ["signal", "method", ...columns.map((column) => headings[column])],
      [...rows.map((row) => signalLine(row, plan)), ...unanswered.map(noSignalLine)],
    ),
  ];
}

function signalLine(row: Row, plan: readonly PlannedRow[]): string[] {
  const numbers = plan.flatMap(({ metric, answer }) => ("row" in answer && answer.row === row ? metric.number : []));
  const { id, title, method } = row.signal;
  return [
    [literal(title), code(id), ...numbers.map((number) => `plan ${number}`)].join("<br>"),
    method,
    ...columns.map((column) => cell(row, column)),
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
