import { scrapeInterval } from "../../environments/scrape";
import type { Expr, Selector, Subquery } from "../../promql/ast";
import { nodesOf, rewritten } from "../../promql/parts";
import type { Duration } from "../../units/quantities";
import { times } from "../../units/quantities";
import { durationText } from "../../units/text";

/** A window that is three times as long as it should be, or as short. */
export interface WindowMistake {
  /** The mistake in words: `3 h, not 1 h`. */
  readonly what: string;
  /** An expression with this mistake; itself where it has no such window. */
  readonly change: (expr: Expr) => Expr;
}

/**
 * Mistakes in the ranges and offsets that stand in some expressions.
 *
 * @param speeds whether in the windows of speeds as well
 */
export function windowMistakes(exprs: readonly Expr[], speeds: "with speeds" | "no speeds"): WindowMistake[] {
  const windowsIn = (expr: Expr): Window[] =>
    windowsOf(expr).filter(({ ofSpeed }) => !ofSpeed || speeds === "with speeds");
  return [...new Map(exprs.flatMap(windowsIn).map((window) => [window.key, window])).values()].flatMap((window) =>
    resized(window).map((other) => ({
      what: `${textOf(window.field, other)}, not ${durationText(window.length)}`,
      change: (expr) => {
        const changed = new Set(windowsIn(expr).flatMap(({ key, node }) => (key === window.key ? [node] : [])));
        return rewritten(expr, (node) =>
          isWindowed(node) && changed.has(node) ? { ...node, [window.field]: other } : node,
        );
      },
    })),
  );
}

const textOf = (field: Window["field"], length: Duration): string =>
  field === "offset" ? `what was ${durationText(length)} ago` : durationText(length);

type Windowed = Selector | Subquery;

const isWindowed = (node: Expr): node is Windowed => node.kind === "selector" || node.kind === "subquery";

interface Window {
  readonly node: Windowed;
  readonly field: "range" | "offset";
  readonly length: Duration;
  /** Whether it is the range of a rate. */
  readonly ofSpeed: boolean;
  /** Key of the constant that it is: windows with the same are one. */
  readonly key: string;
}

function windowsOf(expr: Expr): Window[] {
  const nodes = nodesOf(expr);
  const speeds = new Set(nodes.flatMap((node) => (node.kind === "call" && node.func === "rate" ? node.args : [])));
  return nodes.filter(isWindowed).flatMap((node) =>
    (["range", "offset"] as const).flatMap((field) => {
      const length = node[field];
      const ofSpeed = field === "range" && speeds.has(node);
      if (!length || "variable" in length) return [];
      return { node, field, length, ofSpeed, key: `${field} ${length.milliseconds} ${ofSpeed}` };
    }),
  );
}

/** A rate is refused at synth whose window holds fewer than four samples: nobody can make it shorter by mistake. */
const resized = ({ length, ofSpeed }: Window): Duration[] =>
  [length.milliseconds * 3, length.milliseconds / 3]
    .map((other) => Math.max(ofSpeed ? 4 : 1, Math.round(other / scrapeInterval.milliseconds)))
    .map((scrapes) => times(scrapeInterval, scrapes))
    .filter(({ milliseconds }) => milliseconds !== length.milliseconds);
