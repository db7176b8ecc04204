import type { Duration } from "../units/quantities";

/** A PromQL expression as a value. Parentheses are not part of it: the printer sets them where precedence needs them. */
export type Expr =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | Selector
  | {
      readonly kind: "subquery";
      readonly of: Expr;
      readonly range: Window;
      readonly step?: Window;
      readonly offset?: Duration;
    }
  | { readonly kind: "call"; readonly func: string; readonly args: readonly Expr[] }
  | {
      readonly kind: "aggregate";
      readonly op: string;
      readonly grouping?: Grouping;
      /** The number of `topk`, the quantile of `quantile`, the label of `count_values`. */
      readonly param?: Expr;
      readonly of: Expr;
    }
  | {
      readonly kind: "binary";
      readonly op: string;
      readonly left: Expr;
      readonly right: Expr;
      readonly bool?: true;
      readonly matching?: Matching;
    }
  | { readonly kind: "unary"; readonly op: "+" | "-"; readonly of: Expr };

export interface Selector {
  readonly kind: "selector";
  /** Absent in `{job="x"}`. */
  readonly metric?: string;
  readonly matchers: readonly Matcher[];
  /** Present in a range selector: `x[5m]`. */
  readonly range?: Window;
  readonly offset?: Duration;
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
