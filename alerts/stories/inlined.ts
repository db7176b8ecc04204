import type { Expr, Matcher, Selector } from "../../promql/ast";
import { rewritten } from "../../promql/parts";
import { literal } from "../../findings/regex";
import type { Duration } from "../../units/quantities";

/** Expressions that a series is recorded from, by its name. */
export type Recordings = ReadonlyMap<string, readonly [Expr, ...Expr[]]>;

/**
 * The expression with what is recorded in the place of recorded series: what a mistake in a recording rule changes is
 * asked for at a few moments, where a copy of the rule would be evaluated at each.
 *
 * @param every how far apart the samples of recorded series are
 */
export const inlined = (expr: Expr, recordings: Recordings, every: Duration): Expr =>
  rewritten(expr, (node) => {
    if (node.kind !== "selector" || node.metric === undefined) return node;
    const recorded = recordings.get(node.metric);
    if (!recorded) return node;
    const all = recorded
      .map((one) => inlined(one, recordings, every))
      .reduce((left, right) => binary("or", left, right));
    return sampled(node.matchers.reduce(filtered, all), node, every);
  });

/** In place of a selector of what is recorded: its samples lie where rules are evaluated. */
function sampled(of: Expr, { range, offset }: Selector, every: Duration): Expr {
  const moved = offset ? { offset } : {};
  if (range) return { kind: "subquery", of, range, step: every, ...moved };
  if (!offset) return of;
  return call("last_over_time", { kind: "subquery", of, range: every, step: every, ...moved });
}

/** A label that no series has. */
const mark = "kept";

/** What a matcher leaves of series that are no metric's: they are marked, chosen by the mark, and rid of it. */
function filtered(of: Expr, { label, op, value }: Matcher): Expr {
  const pattern = op === "=" || op === "!=" ? literal(value) : value;
  const marked = call("label_replace", of, text(mark), text("yes"), text(label), text(pattern));
  const chosen = call(
    "label_replace",
    call("vector", { kind: "number", value: 1 }),
    text(mark),
    text("yes"),
    text(""),
    text(""),
  );
  const isWanted = op === "=" || op === "=~";
  return {
    kind: "aggregate",
    op: "sum",
    grouping: { mode: "without", labels: [mark] },
    of: { ...binary(isWanted ? "and" : "unless", marked, chosen), matching: { mode: "on", labels: [mark] } },
  };
}

const binary = (op: "or" | "and" | "unless", left: Expr, right: Expr) => ({ kind: "binary" as const, op, left, right });

const call = (func: string, ...args: readonly Expr[]): Expr => ({ kind: "call", func, args });

const text = (value: string): Expr => ({ kind: "string", value });
