import { promDuration } from "../units/text";
import type { Aggregate, Binary, Expr, Matcher, Matching, Selector, Subquery, Window } from "./ast";
import type { BinaryOperator } from "./operators";
import { bindingOf, isRightAssociative, signBinding } from "./operators";
import { quote } from "./strings";

const maxWidth = 100;

/**
 * Canonical PromQL: the same expression always gives the same text. What exceeds 100 characters is broken and indented.
 */
export const print = (expr: Expr): string => place(layout(expr), 0);

/** Canonical PromQL on one line, whatever its length. */
export function printLine(expr: Expr): string {
  const line = lines.get(expr) ?? layout(expr).line;
  lines.set(expr, line);
  return line;
}

/** A query is printed for the panel, for the alert and for the check; expressions never change. */
const lines = new WeakMap<Expr, string>();

/** An expression on one line, and what it is broken at. Values, not functions: of a large system there are millions. */
type Layout = { readonly line: string } & (
  | { readonly kind: "whole" }
  | { readonly kind: "bracketed"; readonly open: string; readonly items: readonly Layout[] }
  | { readonly kind: "infix"; readonly left: Layout; readonly operator: string; readonly right: Layout }
  | { readonly kind: "around"; readonly before: string; readonly of: Layout; readonly after: string }
);

const indent = (level: number) => "  ".repeat(level);

const place = (of: Layout, level: number): string =>
  of.line.length > maxWidth ? broken(of, level) : indent(level) + of.line;

function broken(of: Layout, level: number): string {
  switch (of.kind) {
    case "whole":
      return indent(level) + of.line;
    case "bracketed": {
      const items = of.items.map((item) => place(item, level + 1));
      return `${indent(level)}${of.open}(\n${items.join(",\n")}\n${indent(level)})`;
    }
    case "infix":
      return [place(of.left, level + 1), indent(level) + of.operator, place(of.right, level + 1)].join("\n");
    case "around":
      return indent(level) + of.before + place(of.of, level).trimStart() + of.after;
  }
}

const whole = (line: string): Layout => ({ kind: "whole", line });

const bracketed = (open: string, items: readonly Layout[]): Layout => ({
  kind: "bracketed",
  line: `${open}(${items.map((item) => item.line).join(", ")})`,
  open,
  items,
});

const infix = (left: Layout, operator: string, right: Layout): Layout => ({
  kind: "infix",
  line: `${left.line} ${operator} ${right.line}`,
  left,
  operator,
  right,
});

const around = (before: string, of: Layout, after: string): Layout => ({
  kind: "around",
  line: before + of.line + after,
  before,
  of,
  after,
});

const parenthesised = (expr: Expr, needed: boolean): Layout => (needed ? bracketed("", [layout(expr)]) : layout(expr));

function layout(expr: Expr): Layout {
  switch (expr.kind) {
    case "number":
      return whole(number(expr.value));
    case "string":
      return whole(quote(expr.value));
    case "selector":
      return whole(selector(expr));
    case "subquery":
      return around("", parenthesised(expr.of, bindsLooserThanBrackets(expr.of)), subquerySuffix(expr));
    case "call":
      return bracketed(expr.func, expr.args.map(layout));
    case "aggregate":
      return bracketed(aggregation(expr), [...(expr.param ? [layout(expr.param)] : []), layout(expr.of)]);
    case "binary":
      return infix(
        parenthesised(expr.left, isTornLeftOf(expr.op, expr.left)),
        operator(expr),
        parenthesised(expr.right, isTornRightOf(expr.op, expr.right)),
      );
    case "unary":
      return around(expr.op, parenthesised(expr.of, expr.of.kind === "binary" && !bindsTighterThanSign(expr.of)), "");
  }
}

const isSigned = (expr: Expr) => expr.kind === "unary" || (expr.kind === "number" && /^[+-]/.test(number(expr.value)));

const bindsLooserThanBrackets = (expr: Expr) => expr.kind === "binary" || isSigned(expr);

const bindsTighterThanSign = ({ op }: Binary) => bindingOf(op) > signBinding;

/** Would the operator take only the end of this operand? */
function isTornLeftOf(op: BinaryOperator, operand: Expr): boolean {
  if (isSigned(operand)) return bindingOf(op) > signBinding;
  if (operand.kind !== "binary") return false;
  return bindingOf(operand.op) < bindingOf(op) || (operand.op === op && isRightAssociative(op));
}

/** Would the operator take only the beginning of this operand? */
function isTornRightOf(op: BinaryOperator, operand: Expr): boolean {
  if (operand.kind !== "binary") return false;
  return bindingOf(operand.op) < bindingOf(op) || (bindingOf(operand.op) === bindingOf(op) && !isRightAssociative(op));
}

function number(value: number): string {
  return value === Infinity ? "+Inf" : value === -Infinity ? "-Inf" : String(value);
}

// Words of the grammar. As names of metrics they need quotes.
const reserved = /^(?:atan2|bool|group_left|group_right|ignoring|inf|nan|offset|on)$/i;

function selector(of: Selector): string {
  const isPlain = of.metric === undefined || (/^[a-zA-Z_:][\w:]*$/.test(of.metric) && !reserved.test(of.metric));
  const matchers = of.matchers.map(matcher);
  const braced = isPlain ? matchers : [quote(of.metric), ...matchers];
  const metric = isPlain ? (of.metric ?? "") : "";
  return `${metric}${braced.length > 0 || metric === "" ? `{${braced.join(",")}}` : ""}${range(of)}${moved(of)}`;
}

const matcher = ({ label, op, value }: Matcher) => labelName(label) + op + quote(value);

const labelName = (label: string) => (/^[a-zA-Z_]\w*$/.test(label) ? label : quote(label));

const labelList = (labels: readonly string[]) => `(${labels.map(labelName).join(", ")})`;

const range = (of: Selector) => (of.range ? `[${windowText(of.range)}]` : "");

const windowText = (window: Window) => ("variable" in window ? window.variable : promDuration(window));

const subquerySuffix = (of: Subquery) => `[${windowText(of.range)}:${of.step ? windowText(of.step) : ""}]${moved(of)}`;

function moved({ at, offset }: Selector | Subquery): string {
  const moment = at === undefined ? "" : ` @ ${typeof at === "number" ? number(at) : `${at}()`}`;
  if (!offset) return moment;
  const sign = offset.milliseconds < 0 ? "-" : "";
  return `${moment} offset ${sign}${promDuration({ milliseconds: Math.abs(offset.milliseconds) })}`;
}

const aggregation = ({ op, grouping }: Aggregate) =>
  grouping ? `${op} ${grouping.mode} ${labelList(grouping.labels)} ` : op;

const operator = ({ op, bool, matching }: Binary) =>
  [op, ...(bool ? ["bool"] : []), ...(matching ? [matchingText(matching)] : [])].join(" ");

const matchingText = ({ mode, labels, group }: Matching) =>
  `${mode} ${labelList(labels)}${group ? ` group_${group.side} ${labelList(group.labels)}` : ""}`;
