import type { FiringAlert, Notification } from "../alerts/notifications";
import { incidentsOf } from "../alerts/notifications";
import type { Labels } from "../promql/labels";
import type { Due, Family, Scenario } from "../scenarios/scenario";
import { dueOf, firstFault, platformItself } from "../scenarios/scenario";
import type { Clock } from "../simulation/clock";
import type { Duration } from "../units/quantities";
import { milliseconds } from "../units/quantities";
import type { Told } from "./told";

/** What a pack was worth in one scenario. */
export interface Verdict {
  readonly pack: string;
  readonly scenario: string;
  readonly family: Family;
  readonly seed: number;
  /** How much time it was that nobody had to be told anything in; none where something was due. */
  readonly quietFor: Duration;
  readonly dues: readonly DueVerdict[];
  /** How often somebody was woken; a page that is updated wakes nobody again. */
  readonly pages: number;
  /** How often whoever was woken most. */
  readonly mostPages: number;
  readonly tickets: number;
  /** Of instances: how often one began to fire again that had ended. */
  readonly again: number;
  /** Since the end of the fault, until nothing of what was due fires any more. @default it was never told, or goes on */
  readonly resolvedAfter?: Duration;
}

export interface DueVerdict {
  readonly due: Due;
  /** Since the first fault, until somebody was told. @default nobody was */
  readonly toldAfter?: Duration;
  /** The same where somebody should have been woken, and only a ticket came. */
  readonly ticketAfter?: Duration;
  readonly inTime: boolean;
}

export interface Case {
  readonly pack: string;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly clock: Pick<Clock, "begins" | "ends">;
}

export function judge({ alerts, notifications }: Told, { pack, scenario, seed, clock }: Case): Verdict {
  const dues = dueOf(scenario).map((due) => judgeDue(due, { alerts, notifications }, { scenario, clock }));
  const incidents = incidentsOf(notifications);
  const pages = incidents.filter(isPage);
  const after = resolvedAfter(alerts, { scenario, clock });
  return {
    pack,
    scenario: scenario.name,
    family: scenario.family,
    seed,
    quietFor: dues.length === 0 ? scenario.lasts : milliseconds(0),
    dues,
    pages: pages.length,
    mostPages: Math.max(0, ...Object.values(countedBy(pages, ([first]) => first?.contactPoint ?? ""))),
    tickets: incidents.length - pages.length,
    again: alerts.reduce((sum, { firing }) => sum + firing.length - 1, 0),
    ...(after && { resolvedAfter: after }),
  };
}

const isPage = (incident: readonly Notification[]): boolean =>
  incident.some(({ firing }) => firing.some(({ severity }) => severity === "page"));

interface Played {
  readonly scenario: Scenario;
  readonly clock: Pick<Clock, "begins" | "ends">;
}

function judgeDue(due: Due, told: Told, { scenario, clock }: Played): DueVerdict {
  const from = clock.begins + firstFault(scenario).milliseconds;
  const toldAfter = firstTold(told, (labels) => isEnough(labels, due) && isAbout(labels, due), from);
  const ticketAfter = due.severity === "page" ? firstTold(told, (labels) => isAbout(labels, due), from) : undefined;
  return {
    due,
    inTime: toldAfter !== undefined && toldAfter.milliseconds <= due.within.milliseconds,
    ...(toldAfter && { toldAfter }),
    ...(!toldAfter && ticketAfter && { ticketAfter }),
  };
}

/** Of what began to fire only after the fault: what fired before it, tells of something else. */
function firstTold({ alerts, notifications }: Told, counts: (labels: Labels) => boolean, from: number) {
  const firing = new Map(alerts.map((alert) => [alert.labels, alert.firing]));
  const isNew = (labels: Labels, at: number) =>
    (firing.get(labels) ?? []).some((one) => one.from >= from && one.from <= at);
  const first = notifications.find(
    (notification) =>
      notification.at >= from && notification.firing.some((labels) => counts(labels) && isNew(labels, notification.at)),
  );
  return first && milliseconds(first.at - from);
}

const isEnough = ({ severity }: Labels, due: Due): boolean => severity === "page" || due.severity === "ticket";

const isAbout = ({ service, resource }: Labels, { of }: Due): boolean =>
  of.some((name) =>
    name === platformItself ? service === undefined && resource === undefined : name === service || name === resource,
  );

/** Only of faults that end before the scenario does, and of what fired while they were there. */
function resolvedAfter(alerts: readonly FiringAlert[], { scenario, clock }: Played): Duration | undefined {
  const from = clock.begins + firstFault(scenario).milliseconds;
  const ends = Math.max(...scenario.faults.map(({ until }) => clock.begins + (until?.milliseconds ?? Infinity)));
  if (ends >= clock.ends) return undefined;
  const counting = alerts.filter(({ labels }) =>
    dueOf(scenario).some((due) => isEnough(labels, due) && isAbout(labels, due)),
  );
  const during = counting.flatMap(({ firing }) => firing.filter((one) => one.from >= from && one.from < ends));
  if (during.length === 0) return undefined;
  const last = Math.max(...during.map(({ to }) => to ?? Infinity));
  return last === Infinity ? undefined : milliseconds(Math.max(0, last - ends));
}

const countedBy = <T>(all: readonly T[], key: (one: T) => string): Record<string, number> =>
  all.reduce<Record<string, number>>((counts, one) => ({ ...counts, [key(one)]: (counts[key(one)] ?? 0) + 1 }), {});
