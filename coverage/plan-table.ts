import type { Matrix, PlannedRow } from "./matrix";

/**
 * The plan in short, for a terminal: a head, and a line for each metric; one that has no answer says why at its end.
 */
export const planTable = ({ plan }: Matrix): string[][] => [
  ["#", "metric", "of", "series", "panels", "alerts", "runbooks"],
  ...plan.map(planLine),
];

function planLine({ metric, answer }: PlannedRow): string[] {
  const head = [String(metric.number), metric.title, metric.of.name];
  if ("notHere" in answer) return [...head, answer.notHere];
  if ("lacking" in answer) return [...head, answer.lacking];
  const { recorded, panel, alert, runbook } = answer.row.cells;
  return [...head, ...[recorded, panel, alert, runbook].map(({ has }) => String(has.length))];
}
