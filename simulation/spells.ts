import type { InstanceHistory, State } from "./grafana-states";
import { instanceOfNothing, isFiring } from "./grafana-states";
import type { Labels } from "../promql/labels";
import type { AlertHistory } from "./simulate";

/** A time in which an instance of an alert is not at rest. Milliseconds since the epoch. */
export interface Spell {
  readonly from: number;
  /** When the alert begins to fire; a spell that recovered while it was pending never does. */
  readonly fires?: number;
  /** When the spell ends, at the first evaluation that finds the instance at rest; none while it goes on. */
  readonly ends?: number;
}

/** Spells of an instance, in the order of time. */
export function spellsOf({ states }: InstanceHistory): Spell[] {
  const spells: { from: number; fires?: number; ends?: number }[] = [];
  let before: State = "normal";
  for (const { at, state } of states) {
    const last = spells.at(-1);
    // What was pending for one reason and fires for another is one spell; what fires and is pending again are two.
    if (state !== "normal" && (before === "normal" || (isFiring(before) && !isFiring(state)))) {
      if (last && before !== "normal") last.ends = at;
      spells.push({ from: at, ...(isFiring(state) && { fires: at }) });
    } else if (state === "normal" && before !== "normal" && last) last.ends = at;
    else if (isFiring(state) && last && !isFiring(before)) last.fires = at;
    before = state;
  }
  return spells;
}

/** An instance with all the labels that are told of it. */
export interface ToldInstance {
  readonly labels: Labels;
  readonly spells: readonly Spell[];
}

/** The instances of an alert, under the labels that Grafana tells. */
export const instancesOf = ({ alert, instances }: AlertHistory): ToldInstance[] =>
  instances.map((instance) => {
    const { [instanceOfNothing]: nothing, ...own } = instance.labels;
    const named =
      nothing !== undefined && instance.states.some(({ state }) => state === "no-data" || state === "error");
    // As `stateToPostableAlert` in pkg/services/ngalert/state/compat.go of grafana/grafana does.
    const name = named ? { alertname: nothing, rulename: alert.title } : { alertname: alert.title };
    return { labels: { ...own, ...alert.labels, ...name }, spells: spellsOf(instance) };
  });
