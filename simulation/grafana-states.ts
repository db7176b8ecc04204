/**
 * What Grafana makes of the values of an alert rule, evaluation by evaluation. Sources, of grafana/grafana:
 * `resultNormal`, `resultAlerting`, `resultNoData`, `resultError`, `resultKeepLast` and `transition` in
 * pkg/services/ngalert/state/state.go; `setNextStateForRule` and `processMissingSeriesStates` in manager.go beside it;
 * `AlertingResultsFromRuleState` in pkg/services/ngalert/schedule/loaded_metrics_reader.go; `HysteresisCommand` in
 * pkg/expr/hysteresis.go; since 13.0 the states of errors and of no data wait as well (grafana/grafana#117024). Where
 * there is no recovery threshold, Prometheus does the same: a live test compares them.
 */
import type { JudgedRule } from "../deployed/deployed";
import { selector } from "../promql/labels";
import type { Labels } from "../promql/labels";
import type { Duration } from "../units/quantities";

/** What came of asking a rule's query once. Milliseconds since the epoch. */
export type Evaluation =
  { readonly at: number; readonly samples: readonly Sample[] } | { readonly at: number; readonly error: string };

export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

export type State = "normal" | "pending" | "alerting" | "recovering" | "no-data" | "error";

/** The states over time of an instance of an alert, which is one combination of labels. */
export interface InstanceHistory {
  /** Labels of the instance, as its query gives them. */
  readonly labels: Labels;
  /**
   * State at every evaluation from the instance's first on; nothing after it has gone. Milliseconds since the epoch.
   */
  readonly states: readonly { readonly at: number; readonly state: State }[];
}

/** Whether somebody is told of an instance in this state. */
export const isFiring = (state: State): boolean => state !== "normal" && state !== "pending";

/**
 * What Grafana makes of a rule's evaluations: the states of each instance.
 * @param evaluations equally far apart, in the order of time
 */
export function statesOf(rule: JudgedRule, evaluations: readonly Evaluation[]): InstanceHistory[] {
  const instances = new Map<string, Instance>();
  const histories = new Map<string, { readonly labels: Labels; readonly states: { at: number; state: State }[] }>();
  for (const evaluation of evaluations) {
    evaluate(rule, instances, evaluation);
    for (const [key, { labels, state }] of instances) {
      const history = histories.get(key) ?? { labels, states: [] };
      histories.set(key, history);
      history.states.push({ at: evaluation.at, state });
    }
    for (const [key, { gone }] of instances) if (gone) instances.delete(key);
  }
  return [...histories.values()];
}

interface Instance {
  readonly labels: Labels;
  state: State;
  since: number;
  /** Something else than a value decided last; then the recovery threshold does not count. */
  reason: boolean;
  asked: number;
  /** How many evaluations went by without its series. */
  missed: number;
  gone: boolean;
}

type Result = "normal" | "alerting" | "no-data" | "error";

function evaluate(rule: JudgedRule, instances: Map<string, Instance>, evaluation: Evaluation): void {
  const { at } = evaluation;
  const give = (labels: Labels, result: (instance: Instance) => Result): void => {
    const key = selector(labels);
    const instance = instances.get(key) ?? {
      ...{ labels, state: "normal", since: at, reason: false, asked: at, missed: 0, gone: false },
    };
    instances.set(key, instance);
    transition(rule, instance, result(instance), at);
  };
  const samples = "samples" in evaluation ? evaluation.samples : [];
  for (const { labels, value } of samples) give(labels, (instance) => judged(rule, instance, value));
  if (samples.length === 0) {
    const result = "error" in evaluation ? "error" : "no-data";
    // What has a state of its own for it gets an instance of its own; else all that there are change, or a first one
    // does.
    const own = result === "error" ? rule.onError === "Error" : rule.noData === "NoData";
    const all = own ? [] : [...instances.values()];
    for (const { labels } of all) give(labels, () => result);
    if (all.length === 0) give(ofNothing(result), () => result);
  }
  for (const instance of instances.values()) {
    if (instance.asked === at) continue;
    instance.missed += 1;
    const ofNothing = instanceOfNothing in instance.labels && instance.state !== "alerting";
    const most = ofNothing ? 1 : (rule.missingEvaluations ?? 2);
    if (instance.missed < most) continue;
    instance.state = "normal";
    instance.gone = true;
  }
}

/** The labels of an instance that stands for none. */
const ofNothing = (result: "no-data" | "error"): Labels => ({
  [instanceOfNothing]: result === "error" ? "DatasourceError" : "DatasourceNoData",
});

/** Label of the instance that stands for none: a name that no label of a query could have. */
export const instanceOfNothing = "(no series)";

/** While an instance stands, or is about to, the recovery threshold decides; and NaN is on no side of any. */
function judged({ fires, clears }: JudgedRule, { state, reason }: Instance, value: number): Result {
  const loaded = clears !== undefined && (state === "alerting" || state === "pending") && !reason;
  const above = "above" in fires;
  if (loaded) return (above ? value < clears : value > clears) ? "normal" : "alerting";
  return (above ? value > fires.above : value < fires.below) ? "alerting" : "normal";
}

function transition(rule: JudgedRule, instance: Instance, result: Result, at: number): void {
  instance.asked = at;
  instance.missed = 0;
  const next = nextState(rule, instance, result, at);
  if (next !== instance.state) {
    instance.state = next;
    instance.since = at;
  }
  instance.reason = result !== "normal" && result !== "alerting" && next !== result;
}

function nextState(rule: JudgedRule, { state, since }: Instance, result: Result, at: number): State {
  const waited = (duration: Duration) => at - since >= duration.milliseconds;
  const normal = (): State => {
    if (state === "recovering") return waited(rule.keepFiringFor) ? "normal" : "recovering";
    return state === "alerting" && rule.keepFiringFor.milliseconds > 0 ? "recovering" : "normal";
  };
  const alerting = (): State => {
    if (state === "alerting" || state === "recovering") return "alerting";
    if (state === "pending") return waited(rule.pendingFor) ? "alerting" : "pending";
    return rule.pendingFor.milliseconds > 0 ? "pending" : "alerting";
  };
  const keep = (): State => (state === "alerting" || state === "pending" ? alerting() : normal());
  const ownState = (own: "no-data" | "error"): State => {
    if (state === own) return own;
    if (state === "pending") return waited(rule.pendingFor) ? own : "pending";
    return rule.pendingFor.milliseconds > 0 ? "pending" : own;
  };
  if (result === "normal") return normal();
  if (result === "alerting") return alerting();
  switch (result === "error" ? rule.onError : rule.noData) {
    case "OK":
      return normal();
    case "Alerting":
      return alerting();
    case "KeepLast":
      return keep();
    case "NoData":
    case "Error":
      return ownState(result);
  }
}
