import { notificationsOf } from "../../alerts/notifications";
import type { Notification } from "../../alerts/notifications";
import { notificationPolicies } from "../../alerts/routing";
import { watchdogLabel } from "../../alerts/watchdog";
import type { Setting } from "../../scenarios/known";
import type { Due } from "../../scenarios/scenario";
import { dueOf, firstFault, platformItself } from "../../scenarios/scenario";
import type { AlertHistory, Simulation } from "../../simulation/simulate";
import type { Spell, ToldInstance } from "../../simulation/spells";
import { toldOf } from "../../simulation/spells";
import type { Source } from "./source";

/** What is shown of a simulation, free of how. */
export interface Outcome {
  readonly source: Source;
  readonly seed: number;
  readonly environment: string;
  /** From when on people count: the first fault, or the beginning. Milliseconds since the epoch. */
  readonly since: number;
  /** Alerts that were not at rest all the time, those that fire first, and pages before tickets. */
  readonly rows: readonly Row[];
  readonly notifications: readonly Notification[];
  readonly dues: readonly JudgedDue[];
  /** Rules that stayed at rest. */
  readonly quiet: number;
  /** Rules that fire all the time, for that is what they are there for. */
  readonly always: number;
  readonly simulation: Simulation;
}

export interface Row {
  readonly history: AlertHistory;
  readonly severity: string;
  readonly owner: string;
  readonly instances: readonly ToldInstance[];
  /** When somebody is told first, and through what. */
  readonly told?: { readonly at: number; readonly contactPoint: string };
}

/** What the scenario says that somebody must be told, and when somebody is. */
export interface JudgedDue {
  readonly due: Due;
  /** Milliseconds from the first fault to the first such alert that fires. */
  readonly after?: number;
  readonly inTime: boolean;
}

export function outcomeOf(simulation: Simulation, source: Source, seed: number, setting: Setting): Outcome {
  const { system, environment } = setting;
  const { notifications: wanted } = environment;
  const { clock, scenario } = source;
  const told = simulation.alerts.map((history) => ({ history, instances: toldOf(history).filter(isNoted) }));
  const awake = told.filter(({ history }) => history.alert.labels[watchdogLabel] !== "true");
  const alerts = awake.flatMap(({ instances }) => instances.map(firingOf));
  const notifications = notificationsOf(notificationPolicies(wanted, system), alerts, {
    maintenance: wanted.maintenance,
    until: clock.ends,
  });
  const rows = awake.flatMap(({ history, instances }): Row[] => {
    if (instances.length === 0) return [];
    const { severity = "", owner = "" } = history.alert.labels;
    const labels = new Set(instances.map((instance) => instance.labels));
    const first = notifications.find(({ firing }) => firing.some((one) => labels.has(one)));
    return [{ history, severity, owner, instances, ...(first && { told: first }) }];
  });
  const since = clock.begins + (scenario ? firstFault(scenario).milliseconds : 0);
  return {
    source,
    seed,
    environment: environment.name,
    since,
    rows: rows.sort((one, other) => firstOf(one) - firstOf(other)),
    notifications,
    dues: scenario ? dueOf(scenario).map((due) => judgedDue(due, rows, since)) : [],
    quiet: awake.length - rows.length,
    always: told.length - awake.length,
    simulation,
  };
}

const isNoted = ({ spells }: ToldInstance): boolean => spells.length > 0;

const firingOf = ({ labels, spells }: ToldInstance) => ({
  labels,
  firing: spells.flatMap(({ fires, ends }) =>
    fires === undefined ? [] : [{ from: fires, ...(ends !== undefined && { to: ends }) }],
  ),
});

/** Those that fire before those that only were about to; then by time, and pages first. */
const firstOf = ({ instances, severity }: Row): number => {
  const fires = firstFiring(instances.flatMap(({ spells }) => spells));
  return (fires ?? 8e15) - (severity === "page" ? 1 : 0);
};

export const firstFiring = (spells: readonly Spell[]): number | undefined => {
  const moments = spells.flatMap(({ fires }) => fires ?? []);
  return moments.length > 0 ? Math.min(...moments) : undefined;
};

function judgedDue(due: Due, rows: readonly Row[], since: number): JudgedDue {
  const moments = rows
    .filter(({ severity }) => severity === due.severity)
    .flatMap(({ instances }) => instances)
    .filter(({ labels }) => due.of.some((name) => isAbout(labels, name)))
    .flatMap(({ spells }) => firstFiring(spells) ?? [])
    .filter((at) => at >= since);
  if (moments.length === 0) return { due, inTime: false };
  const after = Math.min(...moments) - since;
  return { due, after, inTime: after <= due.within.milliseconds };
}

const isAbout = ({ service, resource }: ToldInstance["labels"], name: string): boolean =>
  name === platformItself ? service === undefined && resource === undefined : service === name || resource === name;
