import type { Expr, Subquery, Unary } from "../ast";
import { kindName } from "../functions";
import { inferAggregate } from "./aggregate";
import { inferBinary } from "./binary";
import { inferCall } from "./call";
import type { Operand, Scope } from "./scope";
import { checkWindow, excerpt, typeError } from "./scope";
import { inferSelector } from "./selector";

/** What an expression evaluates to and which labels its series carry. What is wrong on the way goes to the scope. */
export function infer(expr: Expr, scope: Scope): Operand {
  switch (expr.kind) {
    case "number":
      return { expr, kind: "scalar" };
    case "string":
      return { expr, kind: "string" };
    case "selector":
      return inferSelector(expr, scope);
    case "subquery":
      return inferSubquery(expr, infer(expr.of, scope), scope);
    case "call":
      return inferCall(
        expr,
        expr.args.map((arg) => infer(arg, scope)),
        scope,
      );
    case "aggregate":
      return inferAggregate(expr, expr.param && infer(expr.param, scope), infer(expr.of, scope), scope);
    case "binary":
      return inferBinary(expr, infer(expr.left, scope), infer(expr.right, scope), scope);
    case "unary":
      return inferUnary(expr, infer(expr.of, scope), scope);
  }
}

function inferSubquery(expr: Subquery, of: Operand, scope: Scope): Operand {
  checkWindow(scope, expr.range);
  checkWindow(scope, expr.step);
  if (of.kind !== "vector") {
    typeError(
      scope,
      `the query has a subquery of ${excerpt(expr.of)}, which is ${kindName(of.kind)}.`,
      "put an instant vector before the brackets.",
    );
  }
  return { expr, kind: "range", labels: of.labels, metric: of.metric };
}

function inferUnary(expr: Unary, of: Operand, scope: Scope): Operand {
  if (of.kind !== "scalar" && of.kind !== "vector") {
    typeError(
      scope,
      `${excerpt(expr)}: a sign before ${kindName(of.kind)}.`,
      "put it before a number or an instant vector.",
    );
  }
  return { expr, kind: of.kind === "scalar" ? "scalar" : "vector", labels: of.labels };
}
