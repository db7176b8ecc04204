import type { Expr } from "../promql/ast";
import { parse } from "../promql/parse";
import { print, printLine } from "../promql/print";
import type { Change } from "./change";
import { lineDiff } from "./lines";

/** What a query means, whatever its spaces, brackets and the order of its labels. Other languages stay as they are. */
export function meaningOf(text: string): string {
  const result = parse(text);
  return "expr" in result ? printLine(canonical(result.expr)) : text;
}

/** The change of a query: none where both mean the same. */
export function queryChange(
  facts: Omit<Change, "section" | "kind" | "lines">,
  before: string,
  after: string,
): Change[] {
  if (before === after) return [];
  const [old, now] = [legible(before), legible(after)];
  // The printer breaks lines by their length: what is the same in meaning is the same on them.
  return old === now ? [] : [{ ...facts, section: "queries", kind: "changed", lines: lineDiff(old, now) }];
}

/** As the printer has it: broken where it is long. */
function legible(text: string): string {
  const result = parse(text);
  return "expr" in result ? print(canonical(result.expr)) : text;
}

/** Labels in the order of their names: in `{…}`, `by`, `on` they are sets. */
function canonical(expr: Expr): Expr {
  switch (expr.kind) {
    case "number":
    case "string":
      return expr;
    case "selector":
      return { ...expr, matchers: [...expr.matchers].sort((one, other) => order(keyOf(one), keyOf(other))) };
    case "subquery":
    case "unary":
      return { ...expr, of: canonical(expr.of) };
    case "call":
      return { ...expr, args: expr.args.map(canonical) };
    case "aggregate":
      return {
        ...expr,
        of: canonical(expr.of),
        ...(expr.param && { param: canonical(expr.param) }),
        ...(expr.grouping && { grouping: withSorted(expr.grouping) }),
      };
    case "binary":
      return {
        ...expr,
        left: canonical(expr.left),
        right: canonical(expr.right),
        ...(expr.matching && {
          matching: {
            ...withSorted(expr.matching),
            ...(expr.matching.group && { group: withSorted(expr.matching.group) }),
          },
        }),
      };
  }
}

const keyOf = ({ label, op, value }: { readonly label: string; readonly op: string; readonly value: string }) =>
  label + op + value;

const withSorted = <T extends { readonly labels: readonly string[] }>(of: T): T => ({
  ...of,
  labels: [...of.labels].sort(order),
});

const order = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
