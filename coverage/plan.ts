import { sliceNameOf } from "../model/resource";
import type { PlannedMetric } from "../model/plan";
import { createChecker } from "../promql/check";
import { printLine } from "../promql/print";
import { queryableMetrics } from "../signals/contracts/queryable";
import type { RecordedSeries } from "../signals/signal";
import type { AnySlice } from "../slices/slice";
import type { Built } from "./built";
import type { Answer, PlannedRow, SliceRows } from "./matrix";

/** The metrics of the plan, each with the row that answers it. */
export function planRows({ plan, slices, notHere }: Built, measured: readonly SliceRows[]): PlannedRow[] {
  const labelsOf = labelReader(slices);
  return plan.map((metric): PlannedRow => {
    const name = sliceNameOf(metric.of);
    const reason = notHere.get(name);
    if (reason !== undefined) return { metric, answer: { notHere: reason } };
    const found = measured.find((slice) => slice.name === name);
    if (!found)
      return { metric, answer: { lacking: `nothing monitors ${metric.of.name}: there is no slice ${name}.` } };
    const row = found.rows.find(({ signal }) => signal.id === metric.signal);
    if (!row) return { metric, answer: { lacking: `the slice ${name} has no signal ${metric.signal}.` } };
    return { metric, answer: { row, otherLabels: otherLabels(metric, row.signal.series, labelsOf) } };
  });
}

const otherLabels = (
  { labels }: PlannedMetric,
  series: readonly RecordedSeries[],
  labelsOf: (series: RecordedSeries) => readonly string[],
): Answer["otherLabels"] =>
  series
    .map((one) => ({ series: one.metric.name, labels: labelsOf(one) }))
    .filter((carried) => !sameSet(carried.labels, labels));

const sameSet = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((item) => other.includes(item));

/**
 * What a recorded series really carries: what its rule's expression gives, for a declaration may be wrong. Where nobody
 * can tell, the query has a finding of its own, and the declaration is believed.
 */
function labelReader(slices: readonly AnySlice[]): (series: RecordedSeries) => readonly string[] {
  const recorded = new Map(
    slices.flatMap(({ signals }) => signals.flatMap(({ series }) => series.map(({ metric }) => [metric.name, metric]))),
  );
  const check = createChecker({ metrics: queryableMetrics([...recorded.values()]), allowVariables: false });
  return ({ metric, expr }) => {
    const { findings, labels } = check(printLine(expr));
    const given = findings.length === 0 && labels ? [...labels.keys()] : metric.labels;
    return sameSet(metric.labels, given) ? metric.labels : given;
  };
}
