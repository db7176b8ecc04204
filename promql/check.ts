import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import { infer } from "./check/infer";
import type { Labels } from "./check/labels";
import type { CheckerOptions, Scope } from "./check/scope";
import { excerpt, typeError } from "./check/scope";
import { kindName } from "./functions";
import { parse } from "./parse";

export type { Labels } from "./check/labels";
export type { CheckedMetric } from "./check/scope";

export interface Checked {
  /** What is wrong with the query. Each place is empty: the caller says with `within` whose query it is. */
  readonly findings: readonly Finding[];
  /** Labels that the series of the result carry; undefined if it has none or nobody can know them. */
  readonly labels: Labels | undefined;
}

/**
 * Parses queries and checks them against the metrics there are: types, names, labels, joins, ranges. Three hundred
 * services ask the same questions, each under its name; a question without findings is not looked at again.
 */
export function createChecker(options: CheckerOptions): (text: string) => Checked {
  const sound = new Map<string, Checked>();
  return (text) => {
    const question = questionOf(text);
    const known = sound.get(question);
    if (known) return known;
    const checked = check(text, options);
    if (checked.findings.length === 0) sound.set(question, checked);
    return checked;
  };
}

/**
 * What a label is set to whatever it was, `label_replace(…, "alert", "…", "", "")`; or any literal, and the label where
 * it is what one equals. All literals, not only these: else one could begin in the middle of another.
 */
const literal =
  /("(?<=,\s*"\w+",\s*")[^"\\\n]+")(?=,\s*"",\s*""\s*\))|([{,]\s*([A-Za-z_]\w*)\s*!?=\s*)?("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)/g;

/** Neither empty nor perhaps malformed. */
const plain = /^"[^"\\\ufffd]+"$/;

/**
 * A query without what changes neither syntax nor types: what labels other than `le` are said to be equal to, or are
 * set to.
 */
const questionOf = (text: string): string =>
  text.replace(literal, (all, constant?: string, place?: string, label?: string, value?: string) => {
    if (!plain.test(constant ?? value ?? "")) return all;
    if (constant !== undefined) return '"…"';
    return place === undefined || label === "le" || label === "__name__" ? all : `${place}"…"`;
  });

function check(text: string, options: CheckerOptions): Checked {
  const findings = new Map<string, Finding>();
  const report: Scope["report"] = (id, what, why, fix) => {
    findings.set(id + what, error({ id, where: "", what, why, fix }));
  };
  const scope = { options, report };
  const labels = inferQuery(text, scope);
  return { findings: [...findings.values()], labels };
}

function inferQuery(text: string, scope: Scope): Labels | undefined {
  const parsed = parse(text);
  if ("problem" in parsed) {
    const { id, what, line, column, excerpt: where } = parsed.problem;
    const fix = "write PromQL as Prometheus 3 reads it without feature flags.";
    scope.report(id, `line ${line}, column ${column}: ${what}.\n${where}`, "Prometheus refuses the whole query.", fix);
    return undefined;
  }
  const { kind, labels } = infer(parsed.expr, scope);
  if (kind === "range" || kind === "string") {
    const fix = "put an aggregation over time or a rate around it.";
    typeError(scope, `the query ${excerpt(parsed.expr)} gives ${kindName(kind)}.`, fix);
  }
  return labels;
}
