import type { Expr } from "../../promql/ast";
import { createChecker } from "../../promql/check";
import { recorded } from "../../promql/metric";
import { metricsIn } from "../../promql/parts";
import { printLine } from "../../promql/print";
import { queryableMetrics } from "../../signals/contracts/queryable";
import type { RecordedRule } from "./recorded";

/**
 * The labels that the series of a value can have, by the contracts of the exporters and by what the rules keep that it
 * is made of; undefined where nobody can know them.
 */
export function labelsOf(value: Expr, behind: readonly RecordedRule[]): ReadonlySet<string> | undefined {
  const known = new Map<string, readonly string[] | undefined>();
  const ofRecord = (name: string): readonly string[] | undefined => {
    if (known.has(name)) return known.get(name);
    // For as long as it is asked: two series may be made of each other.
    known.set(name, undefined);
    const each = behind.filter(({ record }) => record === name).map(({ expr }) => ofExpr(expr));
    const labels = each.includes(undefined) ? undefined : [...new Set(each.flatMap((of = []) => of))];
    known.set(name, labels);
    return labels;
  };
  const ofExpr = (expr: Expr): readonly string[] | undefined => {
    const read = metricsIn(expr);
    const records = [...new Set(behind.map(({ record }) => record))].filter((name) => read.has(name));
    const written = records.flatMap((name) => {
      const labels = ofRecord(name);
      return labels ? [recorded(name, labels, name)] : [];
    });
    if (written.length < records.length) return undefined;
    const check = createChecker({ metrics: queryableMetrics(written), allowVariables: false });
    const { findings, labels } = check(printLine(expr));
    return findings.length === 0 && labels ? [...labels.keys()] : undefined;
  };
  const labels = ofExpr(value);
  return labels && new Set(labels);
}
