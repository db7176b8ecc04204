import type { AlertRule } from "../alerts/alert";
import type { Dashboard } from "../dashboards/panel";
import type { Team } from "../model/team";
import type { Signal, SignalKind } from "../signals/signal";

/** All that is known and shown of one thing that is monitored, before Terraform is told of it. */
export interface Slice {
  /** Of all that is made for it. */
  readonly name: string;
  /** What is monitored, by its name in the description; the platform has none there. */
  readonly of: string;
  readonly owner: Team;
  readonly signals: readonly Signal[];
  /** Questions of its method that have no answer, each with the reason. */
  readonly unanswered: readonly NoSignal[];
  readonly alerts: readonly AlertRule[];
  readonly dashboard: Dashboard;
}

export interface NoSignal {
  readonly method: SignalKind["method"];
  /** In half a sentence: `S3 has no size that it could outgrow`. */
  readonly noSignal: string;
}
