import type { AlertRule, AnyAlert } from "../alerts/alert";
import type { Dashboard } from "../dashboards/panel";
import type { LogTarget, NoLogs } from "../logs/target";
import type { Team } from "../model/team";
import type { Signal, SignalKind } from "../signals/signal";

/** Whoever is asked for what its alerts compare. */
export type AnySlice = Slice<AnyAlert>;

/** All that is known and shown of one thing that is monitored, before Terraform is told of it. */
export interface Slice<Alert extends AnyAlert = AlertRule> extends Measured<Alert> {
  /** Where its panels and alerts lead to what was logged, or why nowhere. */
  readonly logs: LogTarget | NoLogs;
}

/** A slice that does not know yet where its logs are. */
export interface Measured<Alert extends AnyAlert = AlertRule> {
  /** Of all that is made for it. */
  readonly name: string;
  /** What is monitored, by its name in the description; the platform has none there. */
  readonly of: string;
  readonly owner: Team;
  readonly signals: readonly Signal[];
  /** Questions of its method that have no answer, each with the reason. */
  readonly unanswered: readonly NoSignal[];
  readonly alerts: readonly Alert[];
  readonly dashboard: Dashboard;
}

export interface NoSignal {
  readonly method: SignalKind["method"];
  /** In half a sentence: `S3 has no size that it could outgrow`. */
  readonly noSignal: string;
}
