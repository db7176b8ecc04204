import type { RuleBlock } from "../deployed/alert-block";
import { fromTerraform } from "../deployed/from-terraform";
import type { Duration } from "../units/quantities";
import { durationFrom } from "../units/text";
import type { Unit } from "../units/unit";
import { factsOf } from "../units/unit";
import type { Block } from "./resources";

/** An alert rule of Grafana as people speak of it; what has no words stays in `rest`. */
export interface Rule {
  readonly uid: string;
  readonly title: string;
  readonly labels: Readonly<Record<string, string>>;
  /** How values are compared (`gt`, `lt`), the level at which the rule fires, and the one at which it clears. */
  readonly threshold?: { readonly type: string; readonly level: number; readonly clears?: number };
  readonly pending: Duration;
  readonly keepsFiring: Duration;
  readonly noData: string;
  readonly onError: string;
  readonly isPaused: boolean;
  readonly texts: Readonly<Record<string, string>>;
  /** Queries by their letters, the `refId`. */
  readonly queries: Readonly<Record<string, string>>;
  readonly rest: unknown;
}

interface Model {
  readonly expr?: string;
  readonly conditions?: readonly {
    readonly evaluator: { readonly type: string; readonly params: readonly number[] };
    readonly unloadEvaluator?: { readonly params: readonly number[] };
  }[];
}

/** Annotations by what people call them. */
const textNames: Readonly<Record<string, string>> = {
  summary: "summary",
  description: "first steps",
  about: "what it is about",
  look_first: "where to look first",
  runbook_url: "runbook",
  logs_url: "link to the logs",
  __dashboardUid__: "dashboard it leads to",
  __panelId__: "panel it leads to",
};

export function ruleOf(block: RuleBlock & Block): Rule {
  const { uid, name, labels = {}, annotations = {}, data, ...others } = block;
  const { for: pending, keep_firing_for, no_data_state, exec_err_state, is_paused, ...rest } = others;
  const { condition } = rest;
  const models = data.map((step) => ({ ...step, model: JSON.parse(fromTerraform(step.model)) as Model & Block }));
  const judged = models.find(({ ref_id }) => ref_id === condition)?.model.conditions?.[0];
  const [level] = judged?.evaluator.params ?? [];
  const clears = judged?.unloadEvaluator?.params[0];
  return {
    uid,
    title: fromTerraform(name),
    labels: unescaped(labels),
    ...(judged &&
      level !== undefined && {
        threshold: { type: judged.evaluator.type, level, ...(clears !== undefined && { clears }) },
      }),
    pending: durationFrom(pending ?? "0s"),
    keepsFiring: durationFrom(keep_firing_for ?? "0s"),
    noData: no_data_state,
    onError: exec_err_state,
    isPaused: is_paused === true,
    texts: Object.fromEntries(
      Object.entries(unescaped(annotations)).map(([key, text]) => [textNames[key] ?? `annotation ${key}`, text]),
    ),
    queries: Object.fromEntries(
      models.flatMap(({ ref_id, model: { expr } }) => (expr === undefined ? [] : [[ref_id, expr]])),
    ),
    rest: {
      ...rest,
      data: Object.fromEntries(
        models.map(({ ref_id, model, ...step }) => [
          ref_id,
          { ...step, model: { ...(ref_id === condition ? withoutLevels(model) : model), expr: undefined } },
        ]),
      ),
    },
  };
}

/** The level is told, and where it clears; what kind of comparison it is, and any further level, is not. */
function withoutLevels(model: Model): Model {
  const [first, ...others] = model.conditions ?? [];
  if (!first) return model;
  const further = <T extends { readonly params: readonly number[] }>(of: T): T => ({
    ...of,
    params: of.params.slice(1),
  });
  const { evaluator, unloadEvaluator } = first;
  const judged = { ...first, evaluator: further(evaluator) };
  return {
    ...model,
    conditions: [{ ...judged, ...(unloadEvaluator && { unloadEvaluator: further(unloadEvaluator) }) }, ...others],
  };
}

const unescaped = (texts: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fromTerraform(text)]));

/** When the rule fires, for people: `above 90 %`. */
export const thresholdText = ({ threshold }: Rule, unit: Unit | undefined): string | undefined =>
  threshold && `${words[threshold.type] ?? threshold.type} ${factsOf(unit).text(threshold.level)}`;

export const clearsText = ({ threshold }: Rule, unit: Unit | undefined): string | undefined =>
  threshold?.clears === undefined ? undefined : factsOf(unit).text(threshold.clears);

const words: Readonly<Record<string, string>> = { gt: "above", lt: "below" };
