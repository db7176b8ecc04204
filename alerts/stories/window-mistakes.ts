import { scrapeInterval } from "../../environments/scrape";
import type { Expr, Selector, Subquery } from "../../promql/ast";
import { nodesOf, rewritten } from "../../promql/parts";
import type { Duration } from "../../units/quantities";
import { times } from "../../units/quantities";
import { durationText } from "../../units/text";

/** A window that is three times as long as it should be, or as short. */
export interface WindowMistake {
  /** `3 h, not 1 h`. */
  readonly what: string;
  /** An expression with this mistake; itself where it has no such window. */
  readonly change: (expr: Expr) => Expr;
}

/** Of all ranges and offsets that stand in some expressions. */
export function windowMistakes(exprs: readonly Expr[]): WindowMistake[] {
  const windows = exprs.flatMap((expr) => {
    const speeds = speedsIn(expr);
    return nodesOf(expr).flatMap((node) => (isWindowed(node) && !speeds.has(node) ? windowsOf(node) : []));
  });
  return [...new Map(windows.map((window) => [window.key, window])).values()].flatMap(({ key, field, length }) =>
    resized(length).map((other) => ({
      what: `${field === "offset" ? "what was " : ""}${durationText(other)}${field === "offset" ? " ago" : ""}, not ${durationText(length)}`,
      change: (expr) => {
        const speeds = speedsIn(expr);
        return rewritten(expr, (node) =>
          isWindowed(node) && !speeds.has(node) && windowsOf(node).some((own) => own.key === key)
            ? { ...node, [field]: other }
            : node,
        );
      },
    })),
  );
}

type Windowed = Selector | Subquery;

const isWindowed = (node: Expr): node is Windowed => node.kind === "selector" || node.kind === "subquery";

function windowsOf({ range, offset }: Windowed) {
  const lengths = { ...(range && !("variable" in range) && { range }), ...(offset && { offset }) };
  return Object.entries(lengths).map(([field, length]) => ({ key: `${field} ${length.milliseconds}`, field, length }));
}

/** A rate is refused at synth whose window holds fewer than four samples; none is shorter than one. */
const resized = ({ milliseconds }: Duration): Duration[] =>
  [milliseconds * 3, milliseconds / 3].map((length) =>
    times(scrapeInterval, Math.max(1, Math.round(length / scrapeInterval.milliseconds))),
  );

/**
 * Speeds are measured over the shortest window there is, which stands in the names of the series: panels and alerts share
 * them, and none of them judges by it.
 */
const speedsIn = (expr: Expr): ReadonlySet<Expr> =>
  new Set(nodesOf(expr).flatMap((node) => (node.kind === "call" && node.func === "rate" ? node.args : [])));
