import type { Expr } from "../promql/ast";
import { metricsIn } from "../promql/parts";
import type { RecordedSeries } from "../signals/signal";

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

/**
 * The names of recorded series that a query names: they have a colon, by Prometheus' custom, and no other metric has.
 */
export const recordedIn = (query: string): string[] => query.match(/\b[a-zA-Z_]\w*:[\w:]+/g) ?? [];
