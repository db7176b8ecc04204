import { parser } from "@prometheus-io/lezer-promql";
import { seconds } from "../units/quantities";
import type { Duration } from "../units/quantities";
import type { Binary, Expr, Grouping, Matcher, Matching, Selector, Window } from "./ast";
import { functions } from "./functions";
import { nearest } from "./nearest";
import type { BinaryOperator } from "./operators";
import { bindingOf, isBinaryOperator, isRightAssociative, signBinding } from "./operators";
import { unquote } from "./strings";

export type Parsed = { readonly expr: Expr } | { readonly problem: Problem };

/** Why Prometheus, or this project's {@link Expr}, cannot take a text. */
export interface Problem {
  readonly id: "promql-syntax" | "promql-type";
  readonly what: string;
  /** Both count from one. */
  readonly line: number;
  readonly column: number;
  /** The line, cut to some 80 characters, and below it a caret. */
  readonly excerpt: string;
}

/**
 * Reads PromQL as Prometheus 3 does without feature flags, and Grafana's variables where a range or a step stands.
 * It refuses what Prometheus takes and no query here needs: arithmetic in a range (`[2 * 5m]`), single bytes in a
 * string (`"\xff"`), a point with nothing behind it (`5.`), a metric that is called `offset`.
 */
export function parse(text: string): Parsed {
  try {
    return { expr: expression(syntaxTree(text)) };
  } catch (refusal) {
    if (refusal instanceof Refusal) return { problem: refusal.problem(text) };
    throw refusal;
  }
}

class Refusal extends Error {
  constructor(
    readonly at: number,
    what: string,
    readonly id: Problem["id"] = "promql-syntax",
  ) {
    super(what);
  }

  problem(text: string): Problem {
    const start = text.lastIndexOf("\n", this.at - 1) + 1;
    const end = text.indexOf("\n", this.at);
    const column = this.at - start;
    const cut = Math.max(0, column - 60);
    const line = text.slice(start, end < 0 ? undefined : end).slice(cut, cut + 80);
    return {
      id: this.id,
      what: this.message,
      line: text.slice(0, start).split("\n").length,
      column: column + 1,
      excerpt: `${line}\n${" ".repeat(column - cut)}^`,
    };
  }
}

interface Node {
  readonly name: string;
  readonly from: number;
  readonly text: string;
  readonly children: readonly Node[];
}

// Digits of the same length keep every position of the tree true for the text.
const windowVariable = /(?<=[[:]\s*)\$__(?:rate_interval|interval|range)(?=\s*[\]:])/g;

function syntaxTree(text: string): Node {
  const known = text.replace(windowVariable, (variable) => "1".repeat(variable.length));
  return child(node(parser.parse(known).cursor(), text), 0);
}

type Cursor = ReturnType<ReturnType<typeof parser.parse>["cursor"]>;

function node(cursor: Cursor, source: string): Node {
  const { name, from, to } = cursor;
  if (cursor.type.isError) throw unexpected(source, from);
  const text = source.slice(from, to);
  if (name === "StringLiteral" && unquote(text) === undefined) throw new Refusal(from, `${text} is no valid string`);
  const children: Node[] = [];
  if (cursor.firstChild()) {
    do {
      if (cursor.name !== "LineComment") children.push(node(cursor, source));
    } while (cursor.nextSibling());
    cursor.parent();
  }
  return { name, from, text, children };
}

function unexpected(source: string, near: number): Refusal {
  const at = near + source.slice(near).search(/\S|$/);
  const token = /^(?:[\w:.]+|\$\w+|\S)/.exec(source.slice(at))?.[0];
  if (token === undefined) return new Refusal(at, "the query ends too early");
  const called = token === "(" && /([\w:]+)\s*$/.exec(source.slice(0, at));
  if (called) return unknownFunction(called.index, called[1] ?? "");
  if (token.startsWith("$__")) {
    return new Refusal(at, `${token} stands in the place of a range or a step only: "[$__rate_interval]"`);
  }
  return new Refusal(at, `unexpected "${token}"`);
}

function unknownFunction(at: number, name: string): Refusal {
  const meant = nearest(name.toLowerCase(), functions.keys());
  return new Refusal(at, `Prometheus has no function "${name}"${meant ? `; it has "${meant}"` : ""}`, "promql-type");
}

function child(of: Node, index: number): Node {
  const found = of.children[index];
  if (!found) throw new Refusal(of.from, `"${of.text}" is incomplete`);
  return found;
}

/** What an expression consists of, in the order of the text. */
type Part =
  | { readonly is: "operand"; readonly expr: Expr; readonly inParentheses: boolean }
  | { readonly is: "sign"; readonly op: "+" | "-" }
  | { readonly is: "infix"; readonly operator: Omit<Binary, "kind" | "left" | "right"> }
  | { readonly is: "suffix"; readonly node: Node };

/**
 * The grammar was written to colour text: in its tree `a + b offset 5m` moves the sum, and `-1 ^ 2` is a power of -1.
 * So only the parts are taken from the tree; how they bind is Prometheus' own rule.
 */
function expression(node: Node): Expr {
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
      const [, before, digits = ""] = /^([+-]?)\s*(.*)$/s.exec(node.text) ?? [];
      if (before) into.push(sign(before));
      into.push({ is: "operand", expr: { kind: "number", value: number(digits) }, inParentheses: false });
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

function operator(node: Node): Omit<Binary, "kind" | "left" | "right"> {
  const [sign, ...modifiers] = node.children.slice(1, -1);
  const op = sign?.text.toLowerCase() ?? "";
  if (!isBinaryOperator(op)) throw new Refusal(node.from, `"${op}" is no operator`);
  return modifiers.reduce<{ op: BinaryOperator; bool?: true; matching?: Matching }>(
    (so, modifier) => {
      if (modifier.name === "BoolModifier") return { ...so, bool: true };
      if (modifier.name === "MatchingModifierClause") return { ...so, matching: matching(modifier) };
      throw new Refusal(modifier.from, `"${modifier.text}" needs a feature flag of Prometheus`);
    },
    { op },
  );
}

function matching(node: Node): Matching {
  const [mode, labels, side, included] = node.children;
  return {
    mode: mode?.name === "On" ? "on" : "ignoring",
    labels: labels ? labelList(labels) : [],
    ...(side && {
      group: {
        side: side.name === "GroupLeft" ? ("left" as const) : ("right" as const),
        labels: included ? labelList(included) : [],
      },
    }),
  };
}

const labelList = (node: Node): string[] => node.children.map(labelName);

const labelName = (node: Node): string => (node.name === "QuotedLabelName" ? stringValue(child(node, 0)) : node.text);

const stringValue = (node: Node): string => unquote(node.text) ?? "";

function aggregate(node: Node): Expr {
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

function selector(node: Node): Selector {
  const names: string[] = [];
  const matchers: Matcher[] = [];
  for (const part of node.children.flatMap((of) => (of.name === "LabelMatchers" ? of.children : [of]))) {
    if (part.name === "Identifier") names.push(part.text);
    else if (part.name === "QuotedLabelName") names.push(labelName(part));
    else matchers.push(matcher(part));
  }
  const [metric, second] = names;
  if (second !== undefined) throw new Refusal(node.from, `the selector names two metrics, "${metric}" and "${second}"`);
  return { kind: "selector", ...(metric !== undefined && { metric }), matchers };
}

function matcher(node: Node): Matcher {
  const op = child(node, 1).text;
  return {
    label: labelName(child(node, 0)),
    op: op === "!=" || op === "=~" || op === "!~" ? op : "=",
    value: stringValue(child(node, 2)),
  };
}

function suffixed(of: Expr, inParentheses: boolean, node: Node): Expr {
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
  const at = expression(node);
  if (at.kind === "number" && Number.isFinite(at.value)) return at.value;
  throw new Refusal(node.from, `"${node.text}" is no moment in time`);
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

function duration(node: Node, text: string): Duration {
  const { milliseconds } = seconds(number(text));
  if (!Number.isFinite(milliseconds)) throw new Refusal(node.from, `"${text}" is no duration`);
  return { milliseconds: Math.round(milliseconds) };
}

const unitSeconds: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

/** Durations count in seconds, as Prometheus has it: `5m` is 300. */
function number(text: string): number {
  const digits = text.toLowerCase().replaceAll("_", "");
  if (digits === "inf") return Infinity;
  if (/^0[0-7]+$/.test(digits)) return parseInt(digits, 8);
  if (digits.startsWith("0x") || !/[smhdwy]$/.test(digits)) return Number(digits);
  const parts = Array.from(
    digits.matchAll(/(\d+)([a-z]+)/g),
    ([, n, unit = ""]) => Number(n) * (unitSeconds[unit] ?? 0),
  );
  return parts.reduce((sum, part) => sum + part, 0);
}
