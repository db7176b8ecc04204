import { inSeconds } from "../../units/quantities";
import type { Outcome } from "./outcome";
import { faultText } from "./words/fault";

/** The outcome for programs: times as ISO 8601, stable names. */
export function outcomeJson(outcome: Outcome): string {
  const { source, seed, environment, rows, notifications, dues, quiet, always, simulation } = outcome;
  const { clock, scenario, title } = source;
  return JSON.stringify(
    {
      title,
      environment,
      ...(scenario && { scenario: scenario.name, seed }),
      begins: iso(clock.begins),
      ends: iso(clock.ends),
      faults: (scenario?.faults ?? []).map((fault) => ({
        what: faultText(fault),
        from: iso(clock.begins + fault.from.milliseconds),
        ...(fault.until && { until: iso(clock.begins + fault.until.milliseconds) }),
      })),
      alerts: rows.flatMap(({ history: { alert }, severity, owner, instances }) =>
        instances.map(({ labels, spells, told }) => ({
          uid: alert.uid,
          title: alert.title,
          severity,
          owner,
          labels,
          spells: spells.map(({ from, fires, ends }) => ({
            from: iso(from),
            ...(fires !== undefined && { fires: iso(fires) }),
            ...(ends !== undefined && { ends: iso(ends) }),
          })),
          ...(told && { told: { ...told, at: iso(told.at) } }),
        })),
      ),
      notifications: notifications.map(({ at, contactPoint, why, groupLabels, firing, ended }) => ({
        at: iso(at),
        contactPoint,
        why,
        groupLabels,
        firing: firing.length,
        ended: ended.length,
      })),
      due: dues.map(({ due, firesAfter, toldAfter, ticketAfter, inTime }) => ({
        severity: due.severity,
        of: due.of,
        withinSeconds: inSeconds(due.within),
        because: due.because,
        ...(firesAfter && { firesAfterSeconds: inSeconds(firesAfter) }),
        ...(toldAfter && { toldAfterSeconds: inSeconds(toldAfter) }),
        ...(ticketAfter && { ticketAfterSeconds: inSeconds(ticketAfter) }),
        inTime,
      })),
      quiet,
      always,
      notSimulated: simulation.notSimulated,
    },
    undefined,
    2,
  );
}

const iso = (at: number): string => new Date(at).toISOString();
