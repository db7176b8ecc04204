import type { AlertRule, AnyAlert } from "../alerts/alert";
import type { Dashboard } from "../dashboards/panel";
import type { LogTarget, NoLogs } from "../logs/target";
import type { Team } from "../model/team";
import type { Signal, SignalKind } from "../signals/signal";

/** A slice, whoever is asked for what its alerts compare: Prometheus or Elasticsearch. */
export type AnySlice = Slice<AnyAlert>;

/** All that is known and shown of one thing that is monitored, before Terraform is told of it. */
export interface Slice<Alert extends AnyAlert = AlertRule> extends Measured<Alert> {
  /** Where the slice's panels and alerts lead to what was logged, or why nowhere. */
  readonly logs: LogTarget | NoLogs;
}

/** A slice that does not know yet where its logs are. */
export interface Measured<Alert extends AnyAlert = AlertRule> {
  /** Name of all that is made for the slice: rule groups, folder, dashboard. */
  readonly name: string;
  /** Name of what is monitored, as the description has it; the platform has none there. */
  readonly of: string;
  readonly owner: Team;
  readonly signals: readonly Signal[];
  /** Questions of the slice's method that have no answer, each with the reason. */
  readonly unanswered: readonly NoSignal[];
  readonly alerts: readonly Alert[];
  readonly dashboard: Dashboard;
}

export interface NoSignal {
  readonly method: SignalKind["method"];
  /** Why there is no signal, in half a sentence: `S3 has no size that it could outgrow`. */
  readonly noSignal: string;
}
