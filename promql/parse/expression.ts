import type { Aggregate, Expr, Grouping } from "../ast";
import { bindingOf, isRightAssociative, signBinding } from "../operators";
import { labelList, signedNumber, stringValue } from "./literals";
import type { Operator } from "./operator";
import { operator } from "./operator";
import { Refusal } from "./refusal";
import { selector } from "./selector";
import { suffixed } from "./suffix";
import type { Node } from "./tree";
import { child } from "./tree";

/** What an expression consists of, in the order of the text. */
type Part =
  | { readonly is: "operand"; readonly expr: Expr; readonly inParentheses: boolean }
  | { readonly is: "sign"; readonly op: "+" | "-" }
  | { readonly is: "infix"; readonly operator: Operator }
  | { readonly is: "suffix"; readonly node: Node };

/**
 * The expression of a node. The grammar was written to colour text: in its tree `a + b offset 5m` moves the sum, and
 * `-1 ^ 2` is a power of -1. So only the parts are taken from the tree; how they bind is Prometheus' own rule.
 */
export function expression(node: Node): Expr {
  const parts: Part[] = [];
  collect(node, parts);
  let next = 0;

  const operand = (): Expr => {
    const part = parts[next++];
    if (part?.is === "sign") return signed(part.op, climb(signBinding + 1));
    if (part?.is !== "operand") throw new Refusal(node.from, `"${node.text}" is incomplete`);
    let { expr, inParentheses } = part;
    for (let suffix = parts[next]; suffix?.is === "suffix"; suffix = parts[++next]) {
      expr = suffixed(expr, inParentheses, suffix.node);
      inParentheses = false;
    }
    return expr;
  };

  const climb = (least: number): Expr => {
    let left = operand();
    for (let part = parts[next]; part?.is === "infix"; part = parts[next]) {
      const binding = bindingOf(part.operator.op);
      if (binding < least) break;
      next++;
      const right = climb(isRightAssociative(part.operator.op) ? binding : binding + 1);
      left = { kind: "binary", ...part.operator, left, right };
    }
    return left;
  };

  return climb(0);
}

function signed(op: "+" | "-", of: Expr): Expr {
  if (of.kind !== "number") return { kind: "unary", op, of };
  return op === "-" ? { kind: "number", value: -of.value } : of;
}

function collect(node: Node, into: Part[]): void {
  switch (node.name) {
    case "BinaryExpr":
      collect(child(node, 0), into);
      into.push({ is: "infix", operator: operator(node) });
      collect(child(node, node.children.length - 1), into);
      return;
    case "UnaryExpr":
      into.push(sign(child(node, 0).text));
      collect(child(node, 1), into);
      return;
    case "MatrixSelector":
    case "OffsetExpr":
    case "StepInvariantExpr":
    case "SubqueryExpr":
      collect(child(node, 0), into);
      into.push({ is: "suffix", node });
      return;
    case "NumberDurationLiteral": {
      const literal = signedNumber(node);
      if (literal.sign) into.push(sign(literal.sign));
      into.push({ is: "operand", expr: { kind: "number", value: literal.value }, inParentheses: false });
      return;
    }
    default:
      into.push({ is: "operand", expr: primary(node), inParentheses: node.name === "ParenExpr" });
  }
}

const sign = (text: string): Part => ({ is: "sign", op: text === "-" ? "-" : "+" });

function primary(node: Node): Expr {
  switch (node.name) {
    case "ParenExpr":
      return expression(child(node, 0));
    case "StringLiteral":
      return { kind: "string", value: stringValue(node) };
    case "VectorSelector":
      return selector(node);
    case "FunctionCall":
      return { kind: "call", func: child(node, 0).text, args: child(node, 1).children.map(expression) };
    case "AggregateExpr":
      return aggregate(node);
    default:
      throw new Refusal(node.from, `"${node.text}" needs a feature flag of Prometheus`);
  }
}

function aggregate(node: Node): Aggregate {
  const op = child(node, 0).text.toLowerCase();
  const modifier = node.children.find(({ name }) => name === "AggregateModifier");
  const args = node.children.find(({ name }) => name === "FunctionCallBody")?.children.map(expression) ?? [];
  const [param, of] = args.length === 2 ? args : [undefined, args[0]];
  if (!of || args.length > 2) {
    throw new Refusal(node.from, `${op} cannot have ${args.length} arguments`, "promql-type");
  }
  return {
    kind: "aggregate",
    op,
    ...(modifier && { grouping: grouping(modifier) }),
    ...(param && { param }),
    of,
  };
}

const grouping = (node: Node): Grouping => ({
  mode: child(node, 0).name === "By" ? "by" : "without",
  labels: labelList(child(node, 1)),
});
