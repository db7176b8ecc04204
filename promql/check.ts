import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import { infer } from "./check/infer";
import type { Labels } from "./check/labels";
import type { Contract, Scope } from "./check/scope";
import { excerpt, typeError } from "./check/scope";
import { kindName } from "./functions";
import { parse } from "./parse";

export type { Labels, Presence } from "./check/labels";
export type { Contract, QueryFindingId } from "./check/scope";

export interface Checked {
  /** Each place is empty: the caller says with `within` whose query it is. */
  readonly findings: readonly Finding[];
  /** What the series of the result carry; undefined if it has none or nobody can know them. */
  readonly labels: Labels | undefined;
}

/**
 * Parses queries and checks them against the metrics there are: types, names, labels, joins, ranges. Remembers texts
 * it has seen, for a panel and an alert often ask the same.
 */
export function createChecker(contract: Contract): (text: string) => Checked {
  const seen = new Map<string, Checked>();
  return (text) => {
    const known = seen.get(text) ?? check(text, contract);
    seen.set(text, known);
    return known;
  };
}

function check(text: string, contract: Contract): Checked {
  const findings = new Map<string, Finding>();
  const report: Scope["report"] = (id, what, why, fix) => {
    findings.set(id + what, error({ id, where: "", what, why, fix }));
  };
  const scope = { contract, report };
  const labels = inferQuery(text, scope);
  return { findings: [...findings.values()], labels };
}

function inferQuery(text: string, scope: Scope): Labels | undefined {
  const parsed = parse(text);
  if ("problem" in parsed) {
    const { id, what, line, column, excerpt: where } = parsed.problem;
    const fix = "PromQL as Prometheus 3 reads it without feature flags";
    scope.report(id, `line ${line}, column ${column}: ${what}.\n${where}`, "Prometheus refuses the whole query.", fix);
    return undefined;
  }
  const { kind, labels } = infer(parsed.expr, scope);
  if (kind === "range" || kind === "string") {
    const fix = "an aggregation over time or a rate around it";
    typeError(scope, `The query ${excerpt(parsed.expr)} gives ${kindName(kind)}.`, fix);
  }
  return labels;
}
