import type { Threshold } from "../alerts/alert";
import type { Labels } from "../promql/labels";
import { parsed } from "../promql/parse";
import type { Duration } from "../units/quantities";
import { durationFrom } from "../units/text";
import type { AlertTexts, AskedBesides, DeployedAlert, JudgedRule, NotSimulated } from "./deployed";
import { fromTerraform } from "./from-terraform";

/** A rule of a `grafana_rule_group`, as Terraform spells it. */
export interface RuleBlock {
  readonly uid: string;
  readonly name: string;
  readonly condition: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly no_data_state: JudgedRule["noData"];
  readonly exec_err_state: JudgedRule["onError"];
  readonly missing_series_evals_to_resolve?: number;
  readonly labels?: Labels;
  readonly annotations?: Labels;
  readonly data: readonly { readonly ref_id: string; readonly datasource_uid: string; readonly model: string }[];
}

/** An alert rule, read back from its block. @throws if nobody could evaluate it */
export function alertOf(rule: RuleBlock, interval: Duration): DeployedAlert | NotSimulated {
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
    says: textsOf(uid, unescaped(rule.annotations), { models, value: condition.expression ?? "" }),
  };
}

function textsOf(
  uid: string,
  { summary = "", look_first: lookFirst }: Readonly<Record<string, string | undefined>>,
  { models, value }: { readonly models: ReadonlyMap<string, Model>; readonly value: string },
): AlertTexts {
  const besides = [...models].flatMap(([ref, { expr }]): AskedBesides[] =>
    expr === undefined || ref === value ? [] : [{ ref, text: expr, expr: parsed(expr, uid) }],
  );
  return { summary, ...(lookFirst !== undefined && { lookFirst }), value, besides };
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

const unescaped = (labels: Labels = {}): Labels =>
  Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, fromTerraform(value)]));
