import type { ElkAlertFacts } from "../alerts/elk/common";
import { elkAlerts } from "../alerts/elk/alerts";
import { rulesOf } from "../alerts/levels";
import { elkDashboard } from "../dashboards/elk/dashboard";
import { elkUid } from "../dashboards/links";
import { elkSignals } from "../signals/elk-series";
import type { Measured } from "./slice";

/**
 * The slice of the ELK cluster, which keeps the logs, as its metrics tell of it: when ill, it cannot speak for itself.
 */
export function elkSlice(facts: ElkAlertFacts): Measured {
  const alerts = elkAlerts(facts);
  return {
    name: elkUid,
    of: elkUid,
    owner: facts.owner,
    signals: elkSignals(facts),
    unanswered: [],
    alerts: rulesOf(Object.values(alerts)),
    dashboard: elkDashboard({ alerts }),
  };
}
