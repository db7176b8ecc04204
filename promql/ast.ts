import type { Duration } from "../units/quantities";
import type { BinaryOperator } from "./operators";

/**
 * A PromQL expression as a value. Parentheses are not part of it: the printer sets them where precedence needs them.
 */
export type Expr = NumberLiteral | StringLiteral | Selector | Subquery | Call | Aggregate | Binary | Unary;

/** A number. A sign belongs to it: `-1` is one, `-x` is unary. */
export interface NumberLiteral {
  readonly kind: "number";
  readonly value: number;
}

export interface StringLiteral {
  readonly kind: "string";
  readonly value: string;
}

export interface Selector extends Moved {
  readonly kind: "selector";
  /** Name of the metric; absent in `{job="x"}`. */
  readonly metric?: string;
  readonly matchers: readonly Matcher[];
  /** How far back a range selector looks, `x[5m]`; absent in others. */
  readonly range?: Window;
}

export interface Subquery extends Moved {
  readonly kind: "subquery";
  readonly of: Expr;
  readonly range: Window;
  readonly step?: Window;
}

/** What is evaluated at another time than the query. */
interface Moved {
  /** How far it is moved into the past; a negative one looks ahead. */
  readonly offset?: Duration;
  /** When it is evaluated: a fixed moment, as Unix time in seconds, or an edge of the queried range. */
  readonly at?: number | "start" | "end";
}

export interface Call {
  readonly kind: "call";
  readonly func: string;
  readonly args: readonly Expr[];
}

export interface Aggregate {
  readonly kind: "aggregate";
  readonly op: string;
  readonly grouping?: Grouping;
  /** Parameter of the aggregation: the number of `topk`, the quantile of `quantile`, the label of `count_values`. */
  readonly param?: Expr;
  readonly of: Expr;
}

export interface Binary {
  readonly kind: "binary";
  readonly op: BinaryOperator;
  readonly left: Expr;
  readonly right: Expr;
  readonly bool?: true;
  readonly matching?: Matching;
}

export interface Unary {
  readonly kind: "unary";
  readonly op: "+" | "-";
  readonly of: Expr;
}

export interface Matcher {
  readonly label: string;
  readonly op: "=" | "!=" | "=~" | "!~";
  readonly value: string;
}

export interface Grouping {
  readonly mode: "by" | "without";
  readonly labels: readonly string[];
}

export interface Matching {
  readonly mode: "on" | "ignoring";
  readonly labels: readonly string[];
  readonly group?: { readonly side: "left" | "right"; readonly labels: readonly string[] };
}

/** A length of time, or one of Grafana's variables, which only panels may use. */
export type Window = Duration | { readonly variable: "$__rate_interval" | "$__interval" | "$__range" };
