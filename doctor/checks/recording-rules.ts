import type { DeployedRule } from "../../deployed/deployed";
import { namespace } from "../../environments/names";
import { said } from "../said";
import type { Expr, Matcher } from "../../promql/ast";
import { parse } from "../../promql/parse";
import { rewritten } from "../../promql/parts";
import { printLine } from "../../promql/print";
import { milliseconds } from "../../units/quantities";
import { ageText } from "../age";
import type { Job } from "../job";
import { logsOf, operator } from "../kubectl";
import type { Found } from "../line";
import { bad, good, warned } from "../line";
import { fields, list, text, textOr } from "../reading";

/** A recording rule that Prometheus has loaded. */
export interface LoadedRule {
  readonly group: string;
  readonly record: string;
  readonly query: string;
  readonly health: string;
  readonly error: string;
  /** When it was evaluated last, in milliseconds since the epoch; in the year 1 where there was none. */
  readonly evaluated: number;
}

/**
 * Reads the recording rules that Prometheus has loaded:
 * https://prometheus.io/docs/prometheus/latest/querying/api/#rules
 */
export const readRules = (body: unknown): LoadedRule[] =>
  list(fields(fields(body).data).groups).flatMap((group) => {
    const { name, rules } = fields(group);
    return list(rules).map((rule) => {
      const { name: record, query, health, lastError, lastEvaluation } = fields(rule);
      return {
        group: text(name),
        record: text(record),
        query: text(query),
        health: text(health),
        error: textOr("", lastError),
        evaluated: Date.parse(text(lastEvaluation)),
      };
    });
  });

export const rulesJob = (rules: readonly DeployedRule[], now: number): Job => ({
  part: "Prometheus",
  check: "recording rules",
  subjects: groupsOf(rules),
  run: async (ask) => {
    const loaded = await ask({ api: "Prometheus", path: "/api/v1/rules?type=record", read: readRules });
    return judgeRules(rules, loaded, now);
  },
});

const groupsOf = (rules: readonly { readonly group: string }[]): string[] => [
  ...new Set(rules.map(({ group }) => group)),
];

/** Two evaluations may be missed: one is on its way, and one may be late. */
const mostMissed = 3;

/**
 * Judges rules group by group: what is wrong with a group is wrong with most of its rules, for the same reason: it is
 * told once.
 */
export function judgeRules(rules: readonly DeployedRule[], loaded: readonly LoadedRule[], now: number): Found[] {
  return groupsOf(rules).map((group) => {
    const expected = rules.filter((rule) => rule.group === group);
    const own = loaded.filter((rule) => rule.group === group);
    const queries = new Set(own.map(({ record, query }) => `${record} ${canonical(query)}`));
    const lacking = expected.filter(({ record, expr }) => !queries.has(`${record} ${inOrder(expr)}`));
    const failing = own.find(({ health }) => health === "err");
    const newest = Math.max(...own.map(({ evaluated }) => evaluated));
    const interval = expected[0]?.interval ?? milliseconds(0);
    if (own.length === 0) return bad(group, "Prometheus has not loaded it.", load(group));
    if (failing)
      return bad(
        group,
        `${failing.record} fails: ${said(failing.error)}`,
        `docs/runbooks/platform-rules-fail.md: what is not recorded, no alert sees`,
      );
    if (lacking.length > 0)
      return bad(
        group,
        `${lacking.length} of ${expected.length} rules are not loaded as described, ${lacking[0]?.record} first.`,
        load(group),
      );
    if (own.every(({ health }) => health === "unknown"))
      return warned(group, "it has not been evaluated yet.", "ask again in two minutes");
    if (now - newest > mostMissed * interval.milliseconds)
      return bad(
        group,
        `it was last evaluated ${ageText(now - newest)} ago.`,
        `${logsOf("Prometheus")} --tail 50: is it short of CPU, or its disk full?`,
      );
    return good(group, `${own.length} rules, all well.`);
  });
}

/** As our own printer has it: Prometheus prints what it has read, and not what it was given. */
function canonical(query: string): string {
  const read = parse(query);
  return "expr" in read ? inOrder(read.expr) : query;
}

/** Prometheus puts matchers in the order of their labels. */
const inOrder = (expr: Expr): string =>
  printLine(
    rewritten(expr, (node) =>
      node.kind === "selector" ? { ...node, matchers: [...node.matchers].sort(byLabel) } : node,
    ),
  );

const byLabel = (one: Matcher, other: Matcher): number => (textOf(one) < textOf(other) ? -1 : 1);

const textOf = ({ label, op, value }: Matcher): string => `${label} ${op} ${value}`;

const load = (group: string): string =>
  `kubectl -n ${namespace} get prometheusrule, then the logs of ${operator}: what does it refuse? ` +
  `Its release: helm -n ${namespace} status ${group.replace(/-slow$/, "")}-rules`;
