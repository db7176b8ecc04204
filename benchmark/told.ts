import type { Environment } from "../environments/environment";
import type { FiringAlert, Firing, Notification } from "../alerts/notifications";
import { notificationsOf } from "../alerts/notifications";
import type { NotificationPolicy } from "../alerts/routing";
import { watchdogLabel } from "../alerts/watchdog";
import type { Labels } from "../promql/labels";
import type { InstanceHistory } from "../simulation/grafana-states";
import { instanceOfNothing, isFiring } from "../simulation/grafana-states";
import type { AlertHistory } from "../simulation/simulate";

/** What a pack says while a scenario is played: which alerts fire when, and what people are sent of it. */
export interface Told {
  readonly alerts: readonly FiringAlert[];
  readonly notifications: readonly Notification[];
}

export interface Circumstances {
  readonly tree: NotificationPolicy;
  readonly environment: Environment;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

export function toldOf(histories: readonly AlertHistory[], { tree, environment, until }: Circumstances): Told {
  const alerts = histories
    // It always fires: only its silence says something.
    .filter(({ alert }) => !(watchdogLabel in alert.labels))
    .flatMap(({ alert, instances }) =>
      instances.map((instance) => ({
        labels: labelsOf(instance, { ...alert.labels, alertname: alert.title }),
        firing: firingOf(instance),
      })),
    )
    .filter(({ firing }) => firing.length > 0);
  const { maintenance } = environment.notifications;
  return { alerts, notifications: notificationsOf(tree, alerts, { maintenance, until }) };
}

/** Of what has no data Grafana tells under a name of its own, to whoever keeps the monitoring, and wakes nobody. */
function labelsOf({ labels }: InstanceHistory, ofRule: Labels): Labels {
  const nothing = labels[instanceOfNothing];
  if (nothing === undefined) return { ...labels, ...ofRule };
  return { ...ofRule, alertname: nothing, severity: "ticket" };
}

export function firingOf({ states }: Pick<InstanceHistory, "states">): Firing[] {
  const firing: { from: number; to?: number }[] = [];
  let last: { from: number; to?: number } | undefined;
  for (const { at, state } of states) {
    if (isFiring(state)) {
      if (!last) firing.push((last = { from: at }));
    } else if (last) {
      last.to = at;
      last = undefined;
    }
  }
  return firing;
}
