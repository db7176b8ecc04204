import type { Finding } from "../findings/finding";
import { error, errorUnless } from "../findings/finding";
import { groupedBy } from "../findings/grouped";
import { repeated } from "../findings/repeated";
import type { PlannedMetric } from "../model/plan";
import { checkLogs } from "./check-logs";
import type { Column, Matrix, PlannedRow, Row } from "./matrix";
import type { Lack } from "./cell";
import { columns } from "./matrix";

/** All that is not covered: metrics of the plan without an answer or under other labels, and every blank. */
export const checkCoverage = ({ plan, slices, logs, unlogged }: Matrix): Finding[] => [
  ...checkNumbers(plan.map(({ metric }) => metric)),
  ...plan.flatMap(checkPlanned),
  ...blanks(slices.flatMap(({ rows }) => rows)),
  ...checkLogs(logs, unlogged),
];

function checkNumbers(plan: readonly PlannedMetric[]): Finding[] {
  const numbers = plan.map(({ number }) => number);
  const missing = plan.map((_, at) => at + 1).filter((number) => !numbers.includes(number));
  return [
    ...repeated(plan, ({ number }) => number).map(({ number, title }) =>
      error({
        id: "plan-number-twice",
        where: `plan ${number}`,
        what: `"${title}" has a number that an earlier metric has.`,
        why: "people speak of metrics by their numbers.",
        fix: `number them 1 to ${plan.length}, each once.`,
      }),
    ),
    ...errorUnless(missing.length === 0 || repeated(numbers, (number) => number).length > 0, {
      id: "plan-number-missing",
      where: "plan",
      what: `of ${plan.length} metrics none has the number ${missing.join(", ")}.`,
      why: "a metric that was ordered may have been forgotten, and nobody would miss it.",
      fix: `add it to system/plan.ts, or number them 1 to ${plan.length}.`,
    }),
  ];
}

function checkPlanned({ metric, answer }: PlannedRow): Finding[] {
  const where = `plan ${metric.number}, ${metric.title}`;
  if ("lacking" in answer)
    return [
      error({
        id: "metric-not-covered",
        where,
        what: answer.lacking,
        why: "the metric was ordered, and nobody would see it.",
        fix: `list ${metric.of.name} in system/index.ts and measure ${metric.signal} in its slice, or take the metric out of system/plan.ts.`,
      }),
    ];
  if ("notHere" in answer) return [];
  return answer.otherLabels.map(({ series, labels }) =>
    error({
      id: "plan-labels-differ",
      where,
      what: `${series} carries ${listed(labels)}; the plan says ${listed(metric.labels)}.`,
      why: "whoever queries it by the plan finds nothing, or finds series merged that the plan keeps apart.",
      fix: `aggregate it by(${metric.labels.join(", ")}), and declare it so.`,
    }),
  );
}

const listed = (labels: readonly string[]) => labels.join(", ") || "no labels";

interface Blank extends Lack {
  readonly row: Row;
  readonly column: Column;
}

/** One finding for each artefact that is not there, however many rows lack it. */
function blanks(rows: readonly Row[]): Finding[] {
  const all = rows.flatMap((row) =>
    columns.flatMap((column) => row.cells[column].lacks.map((lack): Blank => ({ ...lack, row, column }))),
  );
  return [...groupedBy(all, ({ column, what, fix }) => [column, what, fix].join("\n")).values()].flatMap(blank);
}

function blank(blanks: readonly Blank[]): Finding[] {
  const [first] = blanks;
  if (!first) return [];
  const { column, what, fix } = first;
  const [name = "", ...others] = new Set(blanks.map(({ row }) => nameOf(row)));
  return [
    error({
      id: "coverage-blank",
      where: `coverage ${name}.${column}`,
      what: others.length === 0 ? what : `${what}\n${alsoBlank(others)}`,
      why: consequence[column],
      fix,
    }),
  ];
}

/** More would hide the first. */
const mostNamed = 5;

function alsoBlank(others: readonly string[]): string {
  const more = others.length - mostNamed;
  return `blank for the same reason: ${others.slice(0, mostNamed).join(", ")}${more > 0 ? ` and ${more} more` : ""}.`;
}

const nameOf = ({ slice, signal }: Row) => `${slice}.${signal.id}`;

const consequence: Readonly<Record<Column, string>> = {
  exporter: "nothing is scraped: rules record nothing, panels stay empty and alerts quiet.",
  contract: "a name that no exporter emits matches nothing, and nobody is told.",
  recorded: "panels and alerts that read it stay empty and quiet.",
  panel: "whoever is woken, or asks why, cannot see it.",
  alert: "clients will be the ones who tell.",
  runbook: "the link in the notification leads nowhere.",
  owner: "its alerts reach nobody.",
};
