import type { FiringAlert, Notification } from "../alerts/notifications";
import { incidentsOf } from "../alerts/notifications";
import type { Family, Scenario } from "../scenarios/scenario";
import { dueOf, dueSince, firstFault } from "../scenarios/scenario";
import type { Clock } from "../simulation/clock";
import type { DueVerdict } from "../simulation/due";
import { answers, isAbout, judgeDue, wakes } from "../simulation/due";
import type { Heard } from "../simulation/heard";
import type { Duration } from "../units/quantities";
import { milliseconds } from "../units/quantities";

/** What a pack was worth in one scenario. */
export interface Verdict {
  readonly pack: string;
  readonly scenario: string;
  readonly family: Family;
  readonly seed: number;
  /** How long nobody had to be told anything: nothing where something was due. */
  readonly quietFor: Duration;
  readonly dues: readonly DueVerdict[];
  /** How often somebody was woken; a page that is updated wakes nobody again. */
  readonly pages: number;
  /** Number of pages to the contact point that got the most. */
  readonly mostPages: number;
  /** Number of pages about nothing that somebody had to be woken for; on a quiet day all. */
  readonly strayPages: number;
  readonly tickets: number;
  /** How often an instance of an alert began to fire again that had ended. */
  readonly again: number;
  /**
   * Time from the end of the fault until nothing of what was due fires any more.
   * @default it was never told, or goes on
   */
  readonly resolvedAfter?: Duration;
  /** Whether the fault ended, and what was due still fires when the scenario ends. */
  readonly goesOn: boolean;
}

export interface Case {
  readonly pack: string;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly clock: Pick<Clock, "begins" | "ends">;
}

export function judge(heard: Heard, { pack, scenario, seed, clock }: Case): Verdict {
  const { alerts, notifications } = heard;
  const since = clock.begins + firstFault(scenario).milliseconds;
  const dues = dueOf(scenario).map((due) => judgeDue(due, heard, clock.begins + dueSince(due, scenario).milliseconds));
  const incidents = incidentsOf(notifications);
  const pages = incidents.filter(isPage);
  const resolves = resolvesAt(alerts, { scenario, clock, since });
  const goesOn = resolves?.at === Infinity;
  return {
    pack,
    scenario: scenario.name,
    family: scenario.family,
    seed,
    quietFor: dues.length === 0 ? scenario.lasts : milliseconds(0),
    dues,
    pages: pages.length,
    mostPages: Math.max(0, ...Object.values(countedBy(pages, ([first]) => first?.contactPoint ?? ""))),
    strayPages: pages.filter((page) => !isDue(page, { scenario, clock })).length,
    tickets: incidents.length - pages.length,
    again: alerts.reduce((sum, { firing }) => sum + firing.length - 1, 0),
    ...(resolves && !goesOn && { resolvedAfter: milliseconds(Math.max(0, resolves.at - resolves.ends)) }),
    goesOn,
  };
}

const isPage = (incident: readonly Notification[]): boolean => incident.some(({ firing }) => firing.some(wakes));

/** Whether it tells of something that somebody has to be woken for, and that was there when it began. */
function isDue(incident: readonly Notification[], { scenario, clock }: Pick<Case, "scenario" | "clock">): boolean {
  const dues = dueOf(scenario).filter(({ severity }) => severity === "page");
  const came = incident[0]?.at ?? 0;
  const about = incident.flatMap(({ firing }) => firing);
  return dues.some(
    (due) =>
      came >= clock.begins + dueSince(due, scenario).milliseconds && about.some((labels) => isAbout(labels, due)),
  );
}

interface Played {
  /** The first fault, in milliseconds since the epoch. */
  readonly since: number;
  readonly scenario: Scenario;
  readonly clock: Pick<Clock, "begins" | "ends">;
}

/** Only of faults that end before the scenario does, and of what fired while they were there. */
function resolvesAt(alerts: readonly FiringAlert[], { scenario, clock, since }: Played) {
  const ends = Math.max(...scenario.faults.map(({ until }) => clock.begins + (until?.milliseconds ?? Infinity)));
  if (ends >= clock.ends) return undefined;
  const counting = alerts.filter(({ labels }) => dueOf(scenario).some((due) => answers(labels, due)));
  const during = counting.flatMap(({ firing }) => firing.filter((one) => one.from >= since && one.from < ends));
  return during.length === 0 ? undefined : { ends, at: Math.max(...during.map(({ to }) => to ?? Infinity)) };
}

const countedBy = <T>(all: readonly T[], key: (one: T) => string): Record<string, number> =>
  all.reduce<Record<string, number>>((counts, one) => ({ ...counts, [key(one)]: (counts[key(one)] ?? 0) + 1 }), {});
