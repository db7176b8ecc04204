import type { Expr } from "./ast";

/** What an expression is directly made of, in the order of its text. */
export function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "number":
    case "string":
    case "selector":
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

/** An expression with each of its parts replaced; itself where none of them changes. */
function withParts(expr: Expr, replaced: (part: Expr) => Expr): Expr {
  const before = partsOf(expr);
  const parts = before.map(replaced);
  if (parts.every((part, at) => part === before[at])) return expr;
  const [first = expr, second = first] = parts;
  switch (expr.kind) {
    case "number":
    case "string":
    case "selector":
      return expr;
    case "call":
      return { ...expr, args: parts };
    case "binary":
      return { ...expr, left: first, right: second };
    case "aggregate":
      return expr.param ? { ...expr, param: first, of: second } : { ...expr, of: first };
    case "subquery":
    case "unary":
      return { ...expr, of: first };
  }
}

/**
 * An expression with each of its nodes rewritten, from the innermost on: what a part becomes is seen by what holds it.
 */
export const rewritten = (expr: Expr, rewrite: (node: Expr) => Expr): Expr =>
  rewrite(withParts(expr, (part) => rewritten(part, rewrite)));

/** An expression, and all that it is made of. */
export function nodesOf(expr: Expr): Expr[] {
  const nodes: Expr[] = [];
  const add = (node: Expr): void => {
    nodes.push(node);
    partsOf(node).forEach(add);
  };
  add(expr);
  return nodes;
}

/** Names of the metrics that an expression reads. */
export const metricsIn = (expr: Expr): Set<string> =>
  new Set(
    nodesOf(expr).flatMap((node) => (node.kind === "selector" && node.metric !== undefined ? [node.metric] : [])),
  );
