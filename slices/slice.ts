import type { AlertRule } from "../alerts/alert";
import type { Dashboard } from "../dashboards/panel";
import type { Team } from "../model/team";
import type { Signal } from "../signals/signal";

/** All that is known and shown of one thing that is monitored, before Terraform is told of it. */
export interface Slice {
  /** Of all that is made for it. */
  readonly name: string;
  readonly owner: Team;
  readonly signals: readonly Signal[];
  readonly alerts: readonly AlertRule[];
  readonly dashboard: Dashboard;
}
