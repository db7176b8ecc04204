import type { Expr } from "../promql/ast";
import type { RecordedSeries } from "../signals/signal";

/** The names of the metrics that an expression reads, as they stand in it. */
function metricsIn(expr: Expr): Set<string> {
  const names = new Set<string>();
  collect(expr, names);
  return names;
}

function collect(expr: Expr, names: Set<string>): void {
  if (expr.kind === "selector") {
    if (expr.metric !== undefined) names.add(expr.metric);
  } else for (const part of partsOf(expr)) collect(part, names);
}

function partsOf(expr: Exclude<Expr, { kind: "selector" }>): readonly Expr[] {
  switch (expr.kind) {
    case "number":
    case "string":
      return [];
    case "call":
      return expr.args;
    case "binary":
      return [expr.left, expr.right];
    case "aggregate":
      return expr.param ? [expr.param, expr.of] : [expr.of];
    case "subquery":
    case "unary":
      return [expr.of];
  }
}

/** The series that are recorded under a name; undefined where no rule of ours records it. */
export type Recorded = (name: string) => readonly RecordedSeries[] | undefined;

/**
 * What exporters have to emit for expressions to have a value: recorded series are followed to what they are made of,
 * each name once.
 */
export function rawMetricsReader(recorded: Recorded): (exprs: readonly Expr[]) => string[] {
  const known = new Map<string, readonly string[]>();
  const behind = (name: string): readonly string[] => {
    const found = known.get(name);
    if (found) return found;
    const series = recorded(name);
    // Nothing, for as long as it is asked: two series may be made of each other.
    known.set(name, []);
    const raw = series ? rawMetricsOf(series.map(({ expr }) => expr)) : [name];
    known.set(name, raw);
    return raw;
  };
  const rawMetricsOf = (exprs: readonly Expr[]): string[] => [
    ...new Set(exprs.flatMap((expr) => [...metricsIn(expr)]).flatMap(behind)),
  ];
  return rawMetricsOf;
}

/** The names of recorded series that a query names: they have a colon, by Prometheus' custom, and no other metric has. */
export const recordedIn = (query: string): string[] => query.match(/\b[a-zA-Z_]\w*:[\w:]+/g) ?? [];
