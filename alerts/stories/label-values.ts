import type { Binary, Call, Expr } from "../../promql/ast";

/**
 * Values that a label of a query's result can have, as far as the query says it: a set, or undefined where it may be
 * anything.
 */
export function labelValues(expr: Expr, label: string): ReadonlySet<string> | undefined {
  switch (expr.kind) {
    case "selector": {
      const equal = expr.matchers.find((matcher) => matcher.label === label && matcher.op === "=");
      return equal && new Set([equal.value]);
    }
    case "call":
      return expr.func === "label_replace" ? replaced(expr, label) : ofVector(expr.args, label);
    case "aggregate":
      return keeps(expr.grouping, label) ? labelValues(expr.of, label) : undefined;
    case "binary":
      return ofBinary(expr, label);
    case "subquery":
    case "unary":
      return labelValues(expr.of, label);
    case "number":
    case "string":
      return undefined;
  }
}

function replaced({ args }: Call, label: string): ReadonlySet<string> | undefined {
  const [of, to, value, from] = args;
  if (!of) return undefined;
  if (to?.kind !== "string" || to.value !== label) return labelValues(of, label);
  const isConstant =
    value?.kind === "string" && from?.kind === "string" && from.value === "" && !value.value.includes("$");
  return isConstant ? new Set([value.value]) : undefined;
}

function ofBinary({ op, left, right, matching }: Binary, label: string): ReadonlySet<string> | undefined {
  if (op === "or") {
    const [one, other] = [labelValues(left, label), labelValues(right, label)];
    return one && other && new Set([...one, ...other]);
  }
  if (left.kind === "number") return labelValues(right, label);
  // A join has the labels of its many side, and those that it copies.
  return matching?.group?.side === "right" || matching?.group?.labels.includes(label)
    ? undefined
    : labelValues(left, label);
}

/** A function's result has the labels of the vector it is given. */
function ofVector(args: readonly Expr[], label: string): ReadonlySet<string> | undefined {
  const vector = args.find(({ kind }) => kind !== "number" && kind !== "string");
  return vector && labelValues(vector, label);
}

const keeps = (
  grouping: { readonly mode: "by" | "without"; readonly labels: readonly string[] } | undefined,
  label: string,
) => grouping?.labels.includes(label) === (grouping?.mode === "by");
