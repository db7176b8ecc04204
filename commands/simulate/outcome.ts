import type { Notification } from "../../alerts/notifications";
import type { Setting } from "../../scenarios/known";
import { dueOf, firstFault } from "../../scenarios/scenario";
import type { DueVerdict } from "../../simulation/due";
import { judgeDue, wakes } from "../../simulation/due";
import { heardOf, isWatchdog } from "../../simulation/heard";
import type { AlertHistory, Simulation } from "../../simulation/simulate";
import type { ToldInstance } from "../../simulation/spells";
import { instancesOf } from "../../simulation/spells";
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
  readonly dues: readonly DueVerdict[];
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
  readonly told?: { readonly at: number; readonly contactPoint: string; readonly wakes: boolean };
}

export function outcomeOf(simulation: Simulation, source: Source, seed: number, setting: Setting): Outcome {
  const { clock, scenario } = source;
  const awake = simulation.alerts
    .filter((history) => !isWatchdog(history))
    .map((history) => ({ history, instances: instancesOf(history).filter(isNoted) }));
  const heard = heardOf(
    awake.flatMap(({ instances }) => instances),
    setting,
    clock.ends,
  );
  const { notifications } = heard;
  const rows = awake.flatMap(({ history, instances }): Row[] => {
    if (instances.length === 0) return [];
    const { severity = "", owner = "" } = history.alert.labels;
    const labels = new Set(instances.map((instance) => instance.labels));
    const mine = ({ firing }: Notification) => firing.filter((one) => labels.has(one));
    const first = notifications.find((notification) => mine(notification).length > 0);
    const told = first && { at: first.at, contactPoint: first.contactPoint, wakes: mine(first).some(wakes) };
    return [{ history, severity, owner, instances, ...(told && { told }) }];
  });
  const since = clock.begins + (scenario ? firstFault(scenario).milliseconds : 0);
  return {
    source,
    seed,
    environment: setting.environment.name,
    since,
    rows: rows.sort((one, other) => firstOf(one) - firstOf(other)),
    notifications,
    dues: scenario ? dueOf(scenario).map((due) => judgeDue(due, heard, since)) : [],
    quiet: awake.length - rows.length,
    always: simulation.alerts.length - awake.length,
    simulation,
  };
}

const isNoted = ({ spells }: ToldInstance): boolean => spells.length > 0;

/** Those that fire before those that only were about to; then by time, and pages first. */
const firstOf = (row: Row): number => (firesAt(row) ?? 8e15) - (row.severity === "page" ? 1 : 0);

/** When it fires first; never where it was no more than about to. */
export function firesAt({ instances }: Row): number | undefined {
  const moments = instances.flatMap(({ spells }) => spells.flatMap(({ fires }) => fires ?? []));
  return moments.length > 0 ? Math.min(...moments) : undefined;
}

export const hasFired = (row: Row): boolean => firesAt(row) !== undefined;
