import type { Duration } from "../../units/quantities";
import type { Expr, Window } from "../ast";
import { duration, signedNumber } from "./literals";
import { Refusal } from "./refusal";
import type { Node } from "./tree";
import { child } from "./tree";

/** The expression with the range, step, `offset` or `@` that stands behind it. */
export function suffixed(of: Expr, inParentheses: boolean, node: Node): Expr {
  const last = child(node, node.children.length - 1);
  if (node.name === "SubqueryExpr") {
    const step = node.children[2];
    return { kind: "subquery", of, range: window(child(node, 1)), ...(step && { step: window(step) }) };
  }
  if (inParentheses || (of.kind !== "selector" && of.kind !== "subquery")) {
    throw new Refusal(last.from, `"${suffixText(node)}" stands behind a selector or a subquery only`);
  }
  if (node.name === "MatrixSelector") {
    if (of.kind === "subquery" || of.range) throw new Refusal(last.from, "a range of a range: use a subquery, [5m:1m]");
    if (of.offset || of.at !== undefined) throw new Refusal(last.from, "the range stands before offset and @");
    return { ...of, range: window(last) };
  }
  if (node.name === "OffsetExpr") {
    if (of.offset) throw new Refusal(last.from, "a second offset");
    return { ...of, offset: offset(last) };
  }
  if (of.at !== undefined) throw new Refusal(last.from, "a second @");
  return { ...of, at: moment(last) };
}

const suffixText = (node: Node) => node.text.slice(child(node, 0).text.length).trim();

function moment(node: Node): number | "start" | "end" {
  if (node.name === "AtModifierPreprocessors") return child(node, 0).name === "AtStart" ? "start" : "end";
  const { sign, value } = signedNumber(node);
  if (!Number.isFinite(value)) throw new Refusal(node.from, `"${node.text}" is no moment in time`);
  return sign === "-" ? -value : value;
}

function window(node: Node): Window {
  const text = literal(node);
  if (text === "$__rate_interval" || text === "$__interval" || text === "$__range") return { variable: text };
  const length = duration(node, text);
  if (length.milliseconds <= 0) throw new Refusal(node.from, "a range or step must be longer than nothing");
  return length;
}

function offset(node: Node): Duration {
  if (child(node, 0).name !== "UnaryOp") return duration(node, literal(node));
  const { milliseconds } = offset(child(node, 1));
  return { milliseconds: child(node, 0).text === "-" ? -milliseconds : milliseconds };
}

/** The one number in a place that could hold arithmetic. */
function literal(node: Node): string {
  const [only, ...more] = node.children;
  if (only?.name === "NumberDurationLiteralInDurationContext" && more.length === 0) return only.text;
  throw new Refusal(node.from, `write "${node.text}" as one duration`);
}
