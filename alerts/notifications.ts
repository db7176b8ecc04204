/**
 * What is sent to whom and when, given when alerts fire: groups, waits, repetitions and mutes of an Alertmanager, as
 * pure arithmetic. Sources, of prometheus/alertmanager: `aggrGroup.run` and `flush` in dispatch/dispatch.go,
 * `DedupStage.needsUpdate` and `TimeMuteStage` in notify/notify.go; the same in grafana/prometheus-alertmanager, which
 * Grafana runs. The live test on routing compares it with a real one.
 */
import type { MaintenanceWindow } from "../environments/environment";
import { isOpen } from "../environments/maintenance";
import type { Labels } from "../promql/labels";
import type { Duration } from "../units/quantities";
import type { Delivery } from "./route";
import { routeOf } from "./route";
import type { NotificationPolicy } from "./routing";

/** An instance of an alert, and when it fires. */
export interface FiringAlert {
  /** All labels of the instance: of its query, of its rule, and `alertname`. */
  readonly labels: Labels;
  /** When it fires, in the order of time. */
  readonly firing: readonly Firing[];
}

/** A time in which an instance fires. Milliseconds since the epoch. */
export interface Firing {
  readonly from: number;
  /** When it ends. @default it goes on */
  readonly to?: number;
}

export interface Notification extends Pick<Delivery, "contactPoint" | "groupKey" | "groupLabels"> {
  /** When it is sent: milliseconds since the epoch. */
  readonly at: number;
  /** Why it is sent: something new fires, something ended, or it is said again. */
  readonly why: "fires" | "ends" | "again";
  /** Labels of all instances of the group that fire. */
  readonly firing: readonly Labels[];
  /** Labels of the instances that ended since the last look at the group. */
  readonly ended: readonly Labels[];
}

export interface Circumstances {
  readonly maintenance: readonly MaintenanceWindow[];
  /** Names of contact points that are not told when something ends. @default all are */
  readonly notToldOfEnds?: readonly string[];
  /** When nobody looks any more: milliseconds since the epoch. */
  readonly until: number;
}

/** Notifications that are sent of alerts, in the order of time. */
export function notificationsOf(
  tree: NotificationPolicy,
  alerts: readonly FiringAlert[],
  circumstances: Circumstances,
): Notification[] {
  const groups = new Map<string, { readonly delivery: Delivery; readonly alerts: FiringAlert[] }>();
  for (const alert of alerts) {
    const delivery = routeOf(tree, alert.labels);
    const group = groups.get(delivery.groupKey) ?? { delivery, alerts: [] };
    group.alerts.push(alert);
    groups.set(delivery.groupKey, group);
  }
  return [...groups.values()]
    .flatMap((group) => notificationsOfGroup(group.delivery, group.alerts, circumstances))
    .sort((one, other) => one.at - other.at);
}

/** What is seen when a group is looked at. */
interface Look {
  readonly at: number;
  readonly firing: ReadonlySet<FiringAlert>;
  readonly ended: ReadonlySet<FiringAlert>;
}

/** An alert began to fire, or ended. */
interface Change {
  readonly at: number;
  readonly alert: FiringAlert;
  readonly fires: boolean;
}

function notificationsOfGroup(
  delivery: Delivery,
  alerts: readonly FiringAlert[],
  { maintenance, notToldOfEnds = [], until }: Circumstances,
): Notification[] {
  const { contactPoint, groupKey, groupLabels, groupWait, groupInterval, repeatInterval, muteTimings } = delivery;
  const windows = maintenance.filter(({ name }) => muteTimings.includes(name));
  const hearsOfEnds = !notToldOfEnds.includes(contactPoint);
  const coming = alerts.flatMap(changesOf).sort((one, other) => one.at - other.at);
  const notifications: Notification[] = [];
  /** Of the present group, whether it fires. */
  const present = new Map<FiringAlert, boolean>();
  /** The look of which somebody was told last. */
  let said: Look | undefined;
  let look = -Infinity;

  for (let next = coming[0]; next || present.size > 0; next = coming[0]) {
    // A group that has nothing left is gone, and what comes is the first of another.
    look = present.size > 0 ? look + groupInterval.milliseconds : (next?.at ?? 0) + groupWait.milliseconds;
    if (look > until) break;
    for (let change = coming[0]; change && change.at <= look; change = coming[0]) {
      present.set(change.alert, change.fires);
      coming.shift();
    }
    const firing = new Set(alerts.filter((alert) => present.get(alert) === true));
    const ended = new Set(alerts.filter((alert) => present.get(alert) === false));
    // As long is remembered what was said.
    if (said && look - said.at > 2 * repeatInterval.milliseconds) said = undefined;
    if (!windows.some((window) => isOpen(window, look))) {
      const why = whyToSay(said, { at: look, firing, ended }, { hearsOfEnds, repeatInterval });
      if (why && (hearsOfEnds || firing.size > 0)) {
        const told = { firing: labelsOf(firing), ended: hearsOfEnds ? labelsOf(ended) : [] };
        notifications.push({ at: look, why, contactPoint, groupKey, groupLabels, ...told });
      }
      if (why) said = { at: look, firing, ended };
    }
    // Muted or not: what ends in a window, nobody is told of.
    for (const alert of ended) present.delete(alert);
  }
  return notifications;
}

function whyToSay(
  before: Look | undefined,
  { at, firing, ended }: Look,
  { hearsOfEnds, repeatInterval }: { readonly hearsOfEnds: boolean; readonly repeatInterval: Duration },
): Notification["why"] | undefined {
  if (!before) return firing.size > 0 ? "fires" : undefined;
  if (!isSubset(firing, before.firing)) return "fires";
  if (firing.size === 0) return before.firing.size > 0 ? "ends" : undefined;
  if (hearsOfEnds && !isSubset(ended, before.ended)) return "ends";
  // What left a moment after one look is not quite as old as the interval at another.
  return at - before.at > repeatInterval.milliseconds ? "again" : undefined;
}

const changesOf = (alert: FiringAlert): Change[] =>
  alert.firing.flatMap(({ from, to }) => [
    { at: from, alert, fires: true },
    ...(to === undefined ? [] : [{ at: to, alert, fires: false }]),
  ]);

const labelsOf = (alerts: ReadonlySet<FiringAlert>): Labels[] => Array.from(alerts, ({ labels }) => labels);

const isSubset = <T>(some: ReadonlySet<T>, all: ReadonlySet<T>): boolean => [...some].every((one) => all.has(one));

/**
 * Notifications by incident, which is what belongs together for whoever is notified: from the first that something
 * fires to the one after which nothing does. A page of PagerDuty is such an incident, for it goes by the group's key.
 */
export function incidentsOf(notifications: readonly Notification[]): Notification[][] {
  const open = new Map<string, Notification[]>();
  const incidents: Notification[][] = [];
  for (const notification of notifications) {
    const key = `${notification.contactPoint} ${notification.groupKey}`;
    const incident = open.get(key) ?? [];
    if (incident.length === 0) incidents.push(incident);
    incident.push(notification);
    if (notification.firing.length > 0) open.set(key, incident);
    else open.delete(key);
  }
  return incidents;
}
