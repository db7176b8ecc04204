import type { FiringAlert, Notification } from "../alerts/notifications";
import { notificationsOf } from "../alerts/notifications";
import { notificationPolicies } from "../alerts/routing";
import { watchdogLabel } from "../alerts/watchdog";
import type { Setting } from "../scenarios/known";
import type { AlertHistory } from "./simulate";
import type { ToldInstance } from "./spells";

/** What is heard while a scenario is played: which alerts fire when, and what people are sent of it. */
export interface Heard {
  readonly alerts: readonly FiringAlert[];
  readonly notifications: readonly Notification[];
}

/** Whether an alert is the watchdog. It always fires: only its silence says something. */
export const isWatchdog = ({ alert }: Pick<AlertHistory, "alert">): boolean => alert.labels[watchdogLabel] === "true";

/**
 * What is heard of instances of alerts, as the policies of the environment send it.
 * @param until when nobody listens any more; milliseconds since the epoch
 */
export function heardOf(instances: readonly ToldInstance[], { system, environment }: Setting, until: number): Heard {
  const { notifications: wanted } = environment;
  const alerts = instances.map(firingOf).filter(({ firing }) => firing.length > 0);
  const { maintenance } = wanted;
  return {
    alerts,
    notifications: notificationsOf(notificationPolicies(wanted, system), alerts, { maintenance, until }),
  };
}

const firingOf = ({ labels, spells }: ToldInstance): FiringAlert => ({
  labels,
  firing: spells.flatMap(({ fires, ends }) =>
    fires === undefined ? [] : [{ from: fires, ...(ends !== undefined && { to: ends }) }],
  ),
});
