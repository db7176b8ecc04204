import type { Notification } from "../../alerts/notifications";
import type { Setting } from "../../scenarios/known";
import { dueOf, dueSince, firstFault } from "../../scenarios/scenario";
import type { DueVerdict } from "../../simulation/due";
import { judgeDue } from "../../simulation/due";
import type { InstanceHistory } from "../../simulation/grafana-states";
import { heardOf, isWatchdog } from "../../simulation/heard";
import type { AlertHistory, Simulation } from "../../simulation/simulate";
import type { ToldInstance } from "../../simulation/spells";
import { instancesOf } from "../../simulation/spells";
import type { Unit } from "../../units/unit";
import { byScope } from "./scope";
import type { Source } from "./source";
import type { Told } from "./told";
import { toldOf } from "./told";

/** What is shown of a simulation, whatever shows it. */
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
  /** Unit of the value that it compares. */
  readonly unit: Unit;
  /** Instances that were not at rest all the time; the whole before its parts. */
  readonly instances: readonly NotedInstance[];
  /** What is told of it first, of the whole where it is told of several at once. @default nobody is told of it */
  readonly told?: Told;
}

/** An instance that was not at rest all the time. */
export interface NotedInstance extends ToldInstance, Pick<InstanceHistory, "states"> {
  readonly told?: Told;
}

export interface OutcomeProps {
  readonly source: Source;
  readonly seed: number;
  readonly setting: Setting;
  /** Units of the values that rules compare, by the uid of the rule. */
  readonly units: ReadonlyMap<string, Unit>;
}

export function outcomeOf(simulation: Simulation, { source, seed, setting, units }: OutcomeProps): Outcome {
  const { clock, scenario } = source;
  const awake = simulation.alerts
    .filter((history) => !isWatchdog(history))
    .map((history) => ({ history, instances: notedIn(history) }));
  const heard = heardOf(
    awake.flatMap(({ instances }) => instances),
    setting,
    clock.ends,
  );
  const { notifications } = heard;
  const rows = awake.flatMap(({ history, instances: those }): Row[] => {
    if (those.length === 0) return [];
    const { severity = "", owner = "" } = history.alert.labels;
    const instances = those.map((instance): NotedInstance => {
      const told = toldOf(history, instance.labels, notifications, clock.begins);
      return { ...instance, ...(told && { told }) };
    });
    const told = firstTold(instances);
    const unit = units.get(history.alert.uid) ?? "count";
    return [{ history, severity, owner, unit, instances, ...(told && { told }) }];
  });
  const since = clock.begins + (scenario ? firstFault(scenario).milliseconds : 0);
  return {
    source,
    seed,
    environment: setting.environment.name,
    since,
    rows: rows.sort((one, other) => firstOf(one) - firstOf(other)),
    notifications,
    dues: scenario
      ? dueOf(scenario).map((due) => judgeDue(due, heard, clock.begins + dueSince(due, scenario).milliseconds))
      : [],
    quiet: awake.length - rows.length,
    always: simulation.alerts.length - awake.length,
    simulation,
  };
}

const firstTold = (instances: readonly NotedInstance[]): Told | undefined =>
  instances
    .flatMap(({ told }) => told ?? [])
    .reduce<Told | undefined>((first, told) => (first && first.at <= told.at ? first : told), undefined);

const notedIn = (history: AlertHistory): NotedInstance[] =>
  instancesOf(history)
    .map((instance, at) => ({ ...instance, states: history.instances[at]?.states ?? [] }))
    .filter(({ spells }) => spells.length > 0)
    .sort((one, other) => byScope(one.labels.endpoint ?? "", other.labels.endpoint ?? ""));

/** Those that fire before those that only were about to; then by time, and pages first. */
const firstOf = (row: Row): number => (firesAt(row) ?? 8e15) - (row.severity === "page" ? 1 : 0);

/** When an alert fires first, in milliseconds since the epoch; undefined where it was no more than about to. */
export function firesAt({ instances }: Row): number | undefined {
  const moments = instances.flatMap(({ spells }) => spells.flatMap(({ fires }) => fires ?? []));
  return moments.length > 0 ? Math.min(...moments) : undefined;
}

export const hasFired = (row: Row): boolean => firesAt(row) !== undefined;
