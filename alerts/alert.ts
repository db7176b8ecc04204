import type { LogQuery } from "../logs/query";
import type { Team } from "../model/team";
import type { Expr } from "../promql/ast";
import type { Vector } from "../promql/build";
import { unless } from "../promql/build";
import type { AbsentMeans, SignalKind } from "../signals/signal";
import type { Duration } from "../units/quantities";
import { minutes } from "../units/quantities";
import type { Unit } from "../units/unit";
import type { LogStories } from "./stories/log-story";
import type { Stories } from "./stories/story";

/** Severities of an alert: `page` wakes somebody, `ticket` waits for the morning. */
export const severities = ["page", "ticket"] as const;
export type Severity = (typeof severities)[number];

/** How often Grafana evaluates every rule: two scrapes. Pending periods are multiples of it. */
export const evaluationInterval = minutes(1);

/**
 * An alert rule on metrics, whose value Prometheus is asked for, or on logs, whose value Elasticsearch is asked for.
 */
export type AnyAlert = AlertRule<Expr | LogQuery>;

/**
 * An alert rule, free of Grafana's JSON. `value` is a value query: it returns the number that people talk about, also
 * while all is well; the threshold is kept apart, so that a panel can draw both and recovery can have its own.
 */
export interface AlertRule<Value extends Expr | LogQuery = Expr> {
  /** UID of the rule: stable and unique, at most 40 characters. */
  readonly id: string;
  /**
   * What happens, in words that fit every service: names the panel, the runbook docs/runbooks/<kind>.md, and what
   * people know of it, runbooks/<kind>.md beside the alert, from which that runbook is generated.
   */
  readonly kind: string;
  /** Name of the rule, and the subject of its notification. */
  readonly title: string;
  readonly severity: Severity;
  readonly owner: Team;
  /** Labels that the alert carries besides those of its query, `owner` and `severity`. */
  readonly labels: Readonly<Record<string, string>>;
  /** The signal that `value` is made of. */
  readonly watches: SignalKind;
  readonly value: Value;
  /**
   * Query that silences the alert: while it has a value, `value` has none, for another alert tells of it.
   * @default nothing silences it
   */
  readonly silentWhile?: Vector<never>;
  /** Unit of `value`. @default that of the signal */
  readonly unit?: Unit;
  readonly fires: Threshold;
  /**
   * Recovery threshold: on the quiet side of `fires`, so that the alert does not flap. While a rule waits it decides
   * already: of a page it is close to `fires`, for what was beyond that once and is not now must wake nobody.
   */
  readonly clears: number;
  /** Pending period: how long the condition has to hold before the alert fires. */
  readonly pendingFor: Duration;
  /** How long the alert goes on firing after the value recovered. */
  readonly keepFiringFor: Duration;
  /** What it means that `value` has no data, where that differs from the signal. @default as for the signal */
  readonly absent?: { readonly means: AbsentMeans; readonly because: string };
  /**
   * What becomes of the alert while its value cannot be asked for: `told`, by an alert of Grafana's, DatasourceError;
   * or it is `over`.
   * @default it stays as it is; for all that ask one data source, another tells
   */
  readonly unasked?: "told" | "over";
  /**
   * Summary of an instance: one sentence with the numbers and their unit. `value` and `shown`, for what it `shows`, are
   * texts that Grafana replaces.
   */
  readonly summary: (value: string, threshold: string, ...shown: readonly string[]) => string;
  /** Numbers that the summary tells besides `value`, or in place of one that is no more than a level. @default none */
  readonly shows?: readonly Shown[];
  /** What the thing is that the alert is about, and who suffers when it fails; any text. */
  readonly about: string;
  readonly firstSteps: readonly [string, ...string[]];
  /**
   * Windows, floors and other numbers that its runbook tells, with their units, by the names under which it asks for
   * them; `fires` and `clears` where people speak of them in other words.
   * @default the thresholds and periods above
   */
  readonly numbers?: Readonly<Record<string, string>>;
  /**
   * Things that the alert's thing cannot do without, with how close each is to its own alerts now: where to look first.
   * @default nothing
   */
  readonly lookFirst?: readonly Suspect[];
  /**
   * Stories that prove the alert: when it is quiet, and when it fires. Called by those who prove it, and not at synth.
   */
  readonly stories: () => StoriesOf<Value>;
}

/** Stories of an alert: one on metrics is shown series, one on logs is shown lines. */
export type StoriesOf<Value extends Expr | LogQuery> = Value extends LogQuery ? LogStories : Stories;

/** A number that is told of an instance of an alert, and decides nothing. */
export interface Shown {
  /**
   * Query of the number: with all labels of the alert's value but the name of its metric, and for each combination of
   * them.
   */
  readonly value: Expr;
  readonly unit: Unit;
}

/** Something that an alert's thing depends on. */
export interface Suspect {
  /** Name of the dependency, for people. */
  readonly title: string;
  /** UID of the dependency's dashboard. */
  readonly dashboardUid: string;
  /**
   * How close the dependency is to its alerts: one number without labels, also where nothing is known of it; from 1 on
   * one of its alerts stands.
   */
  readonly level: Vector<never>;
}

export type Threshold = { readonly above: number } | { readonly below: number };

/** What Grafana asks for an alert: its `value`, unless `silentWhile` has one. */
export const askedOf = <Value extends Expr | LogQuery>({ value, silentWhile }: AlertRule<Value>): Expr | Value =>
  silentWhile && !isOfLogs(value) ? unless({ expr: value }, silentWhile, []).expr : value;

export const thresholdOf = (fires: Threshold): number => ("above" in fires ? fires.above : fires.below);

export const unitOf = ({ unit, watches }: Pick<AnyAlert, "unit" | "watches">): Unit => unit ?? watches.unit;

export const absentMeans = ({ absent, watches }: AnyAlert): AbsentMeans => absent?.means ?? watches.absentMeans;

export const isOfLogs = (value: Expr | LogQuery): value is LogQuery =>
  value.kind === "line-count" || value.kind === "first-seen";

/** Whether an alert is one on metrics: Prometheus knows its value. */
export const isOfMetrics = (alert: AnyAlert): alert is AlertRule => !isOfLogs(alert.value);
