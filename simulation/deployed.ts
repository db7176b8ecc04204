import { parse as parseYaml } from "yaml";
import type { Threshold } from "../alerts/alert";
import type { Expr } from "../promql/ast";
import type { Labels } from "../promql/labels";
import { parsed } from "../promql/parse";
import type { Duration } from "../units/quantities";
import { milliseconds } from "../units/quantities";
import { durationFrom } from "../units/text";
import type { JudgedRule } from "./grafana-states";

/** What the synthesized documents deploy, read back from their text. */
export interface Deployed {
  readonly rules: readonly DeployedRule[];
  readonly alerts: readonly DeployedAlert[];
  readonly notSimulated: readonly NotSimulated[];
}

/** A recording rule of Prometheus. */
export interface DeployedRule {
  readonly group: string;
  readonly interval: Duration;
  readonly record: string;
  readonly expr: Expr;
  /** As it stands there. */
  readonly text: string;
}

/** An alert rule of Grafana whose value Prometheus knows. */
export interface DeployedAlert extends JudgedRule {
  readonly uid: string;
  readonly title: string;
  readonly interval: Duration;
  readonly expr: Expr;
  readonly text: string;
  /** Those that the rule adds to its query's. */
  readonly labels: Labels;
}

/** An alert rule that only Grafana itself could evaluate. */
export interface NotSimulated {
  readonly uid: string;
  readonly title: string;
  readonly why: string;
}

/** A document of Terraform, as far as it is read. */
interface Document {
  readonly resource?: {
    readonly grafana_rule_group?: Readonly<Record<string, RuleGroupBlock>>;
    readonly helm_release?: Readonly<Record<string, { readonly values?: readonly string[] }>>;
  };
}

interface RuleGroupBlock {
  readonly interval_seconds: number;
  readonly rule: readonly RuleBlock[];
}

interface RuleBlock {
  readonly uid: string;
  readonly name: string;
  readonly condition: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly no_data_state: JudgedRule["noData"];
  readonly exec_err_state: JudgedRule["onError"];
  readonly missing_series_evals_to_resolve?: number;
  readonly labels?: Labels;
  readonly data: readonly { readonly ref_id: string; readonly datasource_uid: string; readonly model: string }[];
}

/** @param documents of all stacks @throws if one holds a rule that nobody could evaluate */
export function deployedIn(documents: readonly unknown[]): Deployed {
  const resources = documents.map((document) => (document as Document).resource ?? {});
  const read = resources
    .flatMap(({ grafana_rule_group: groups = {} }) => Object.values(groups))
    .flatMap(({ interval_seconds, rule }) =>
      rule.map((block) => alertOf(block, milliseconds(1000 * interval_seconds))),
    );
  return {
    rules: resources
      .flatMap(({ helm_release: releases = {} }) => Object.values(releases))
      .flatMap(({ values = [] }) => values.flatMap(recordingRules)),
    alerts: read.flatMap((alert) => ("expr" in alert ? [alert] : [])),
    notSimulated: read.flatMap((alert) => ("why" in alert ? [alert] : [])),
  };
}

/** Values of the chart `prometheus-rules`, and of no other: they have groups, and rules that record. */
function recordingRules(values: string): DeployedRule[] {
  // Most of the others are large.
  if (!values.includes("record:")) return [];
  const { groups } = parseYaml(fromTerraform(values)) as { groups?: readonly Group[] };
  return (groups ?? []).flatMap(({ name, interval, rules }) =>
    rules.flatMap(({ record, expr }) =>
      record === undefined
        ? []
        : [{ group: name, interval: durationFrom(interval), record, text: expr, expr: parsed(expr, record) }],
    ),
  );
}

interface Group {
  readonly name: string;
  readonly interval: string;
  readonly rules: readonly { readonly record?: string; readonly expr: string }[];
}

function alertOf(rule: RuleBlock, interval: Duration): DeployedAlert | NotSimulated {
  const { uid, data } = rule;
  const title = fromTerraform(rule.name);
  const models = new Map(data.map((step) => [step.ref_id, JSON.parse(fromTerraform(step.model)) as Model]));
  const condition = models.get(rule.condition);
  const asked = models.get(condition?.expression ?? "");
  const text = asked?.expr;
  const judged = condition?.conditions?.[0] ? thresholds(condition.conditions[0]) : undefined;
  if ([...models.values()].some(({ datasource }) => datasource?.type === "elasticsearch"))
    return { uid, title, why: "logs" };
  if (condition?.type !== "threshold" || text === undefined || !judged)
    return { uid, title, why: `its condition is more than a threshold of a query` };
  return {
    uid,
    title,
    interval,
    text,
    expr: parsed(text, uid),
    ...judged,
    pendingFor: durationFrom(rule.for ?? "0s"),
    keepFiringFor: durationFrom(rule.keep_firing_for ?? "0s"),
    noData: rule.no_data_state,
    onError: rule.exec_err_state,
    ...(rule.missing_series_evals_to_resolve !== undefined && {
      missingEvaluations: rule.missing_series_evals_to_resolve,
    }),
    labels: unescaped(rule.labels),
  };
}

interface Model {
  readonly datasource?: { readonly type?: string };
  readonly expr?: string;
  readonly type?: string;
  readonly expression?: string;
  readonly conditions?: readonly Condition[];
}

interface Condition {
  readonly evaluator: Evaluator;
  readonly unloadEvaluator?: Evaluator;
}

interface Evaluator {
  readonly type: string;
  readonly params: readonly number[];
}

function thresholds({ evaluator, unloadEvaluator }: Condition): { fires: Threshold; clears?: number } | undefined {
  const [level] = evaluator.params;
  const opposite = evaluator.type === "gt" ? "lt" : "gt";
  if (level === undefined || !["gt", "lt"].includes(evaluator.type)) return undefined;
  if (unloadEvaluator && unloadEvaluator.type !== opposite) return undefined;
  const clears = unloadEvaluator?.params[0];
  return {
    fires: evaluator.type === "gt" ? { above: level } : { below: level },
    ...(clears !== undefined && { clears }),
  };
}

/** The way back from `forTerraform` (constructs/border.ts). */
const fromTerraform = (text: string): string =>
  text.replaceAll('{Tf${""}Token[', "{TfToken[").replace(/([$%])\1(?=\{)/g, "$1");

const unescaped = (labels: Labels = {}): Labels =>
  Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, fromTerraform(value)]));
