import { matchesWhole } from "../../findings/regex";
import type { Expr, Matcher, Window } from "../../promql/ast";
import type { Labels } from "../../promql/labels";
import { partsOf } from "../../promql/parts";

/** That some query reads the series of a metric that all matchers match. */
interface Read {
  readonly matchers: readonly Matcher[];
  /** How far back it is read from the moment of asking, in milliseconds, through all that is recorded in between. */
  readonly reach: number;
}

/** What queries read, by the metric's name. */
export type Reads = ReadonlyMap<string, readonly Read[]>;

export interface Rules {
  /** Queries that Prometheus is asked. */
  readonly asked: readonly Expr[];
  /** Expressions of the recording rules by the recorded metric: one for each rule that writes it. */
  readonly recorded: ReadonlyMap<string, readonly Expr[]>;
}

/**
 * What the answers to queries depend on: the series that they name and those that lie behind what they find recorded,
 * with how far they look back. Nothing else has to be there.
 */
export function readsOf({ asked, recorded }: Rules): Reads {
  const reads = new Map<string, Map<string, Read>>();
  const read = (expr: Expr, back: number): void => {
    if (expr.kind !== "selector") {
      const further = expr.kind === "subquery" ? lengthOf(expr.range) + (expr.offset?.milliseconds ?? 0) : 0;
      for (const part of partsOf(expr)) read(part, back + further);
      return;
    }
    const { metric, matchers, range, offset } = expr;
    if (metric === undefined) return;
    const reach = back + lengthOf(range) + (offset?.milliseconds ?? 0);
    const those = reads.get(metric) ?? new Map<string, Read>();
    const key = JSON.stringify(matchers);
    if ((those.get(key)?.reach ?? -1) >= reach) return;
    reads.set(metric, those.set(key, { matchers, reach }));
    for (const source of recorded.get(metric) ?? []) read(source, reach);
  };
  for (const expr of asked) read(expr, 0);
  return new Map([...reads].map(([metric, those]) => [metric, [...those.values()]]));
}

/** How far back a series is read, in milliseconds; undefined for one that nobody reads. */
export function reachOf(reads: Reads, name: string, labels: Labels): number | undefined {
  const those = (reads.get(name) ?? []).filter(({ matchers }) => matchers.every((matcher) => isMatch(matcher, labels)));
  return those.length > 0 ? Math.max(...those.map(({ reach }) => reach)) : undefined;
}

/** Whether a matcher finds a series with these labels. */
export function isMatch({ label, op, value }: Matcher, labels: Labels): boolean {
  const own = labels[label] ?? "";
  switch (op) {
    case "=":
      return own === value;
    case "!=":
      return own !== value;
    // What only RE2 can tell is read, to be safe.
    case "=~":
      return matchesWhole(value, own) ?? true;
    case "!~":
      return !(matchesWhole(value, own) ?? false);
  }
}

const lengthOf = (window: Window | undefined): number =>
  window !== undefined && "milliseconds" in window ? window.milliseconds : 0;
