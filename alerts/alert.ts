import type { Team } from "../model/team";
import type { Expr } from "../promql/ast";
import type { AbsentMeans } from "../signals/signal";
import type { Duration } from "../units/quantities";
import type { Unit } from "../units/unit";

/** `page` wakes somebody, `ticket` waits for the morning. */
export const severities = ["page", "ticket"] as const;
export type Severity = (typeof severities)[number];

/**
 * An alert rule, free of Grafana's JSON. `value` is a value query: it returns the number that people talk about, also
 * while all is well; the threshold is kept apart, so that a panel can draw both and recovery can have its own.
 */
export interface AlertRule {
  /** Stable and unique: the UID, at most 40 characters. */
  readonly id: string;
  /** What happens, in words that fit every service: names the runbook, docs/runbooks/<kind>.md. */
  readonly kind: string;
  readonly title: string;
  readonly severity: Severity;
  readonly owner: Team;
  /** Labels that the alert carries besides those of its query. */
  readonly labels: Readonly<Record<string, string>>;
  readonly unit: Unit;
  readonly value: Expr;
  readonly fires: Threshold;
  /** Where a firing alert recovers: on the quiet side of the threshold, so that it does not flap. */
  readonly clears: number;
  /** Pending period. */
  readonly pendingFor: Duration;
  readonly keepFiringFor: Duration;
  readonly absentMeans: AbsentMeans;
  /** One sentence with the number and its unit; `value` is the text that Grafana replaces. */
  readonly summary: (value: string) => string;
  /** What the thing is that the alert is about, and who suffers when it fails; any text. */
  readonly about: string;
  readonly firstSteps: readonly [string, ...string[]];
  /** Key of the panel that shows the value and its threshold. */
  readonly panel: string;
}

export type Threshold = { readonly above: number } | { readonly below: number };

export const thresholdOf = (fires: Threshold): number => ("above" in fires ? fires.above : fires.below);
