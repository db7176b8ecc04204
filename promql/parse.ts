import type { Expr } from "./ast";
import { expression } from "./parse/expression";
import type { Problem } from "./parse/refusal";
import { Refusal } from "./parse/refusal";
import { syntaxTree } from "./parse/tree";

export type { Problem } from "./parse/refusal";

export type Parsed = { readonly expr: Expr } | { readonly problem: Problem };

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

/** Reads what has to be PromQL. @param where it stands @throws if it is none */
export function parsed(text: string, where = text): Expr {
  const result = parse(text);
  if ("problem" in result) throw new Error(`${where} is no PromQL: ${result.problem.what}`);
  return result.expr;
}
