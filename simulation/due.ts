import type { Labels } from "../promql/labels";
import type { Due } from "../scenarios/scenario";
import { platformItself } from "../scenarios/scenario";
import type { Duration } from "../units/quantities";
import { milliseconds } from "../units/quantities";
import type { Heard } from "./heard";

/**
 * What a scenario says that somebody must be told, and what came of it. All times count from the fault that it is
 * about.
 */
export interface DueVerdict {
  readonly due: Due;
  /** Time until an alert fires that would do. @default none does */
  readonly firesAfter?: Duration;
  /** Time until somebody is told of such an alert. @default nobody is */
  readonly toldAfter?: Duration;
  /** Time until the ticket, where somebody should have been woken and only a ticket came. @default none came */
  readonly ticketAfter?: Duration;
  readonly inTime: boolean;
}

/** Judges what came of something that is due. @param since the fault, in milliseconds since the epoch */
export function judgeDue(due: Due, heard: Heard, since: number): DueVerdict {
  const firesAfter = firstFiring(heard, (labels) => answers(labels, due), since);
  const toldAfter = firstTold(heard, (labels) => answers(labels, due), since);
  const ticketAfter = due.severity === "page" ? firstTold(heard, (labels) => isAbout(labels, due), since) : undefined;
  return {
    due,
    inTime: toldAfter !== undefined && toldAfter.milliseconds <= due.within.milliseconds,
    ...(firesAfter && { firesAfter }),
    ...(toldAfter && { toldAfter }),
    ...(!toldAfter && ticketAfter && { ticketAfter }),
  };
}

/** Whether an alert with these labels is what is due. */
export const answers = (labels: Labels, due: Due): boolean => isEnough(labels, due) && isAbout(labels, due);

/**
 * Whether somebody is woken by an alert with these labels. What could not be evaluated keeps the severity of its rule
 * in Grafana, and goes to those who keep the monitoring, as a ticket (alerts/routing.ts).
 */
export const wakes = ({ severity, rulename }: Labels): boolean => severity === "page" && rulename === undefined;

/** A page will do where a ticket would have done. */
const isEnough = (labels: Labels, due: Due): boolean => due.severity === "ticket" || wakes(labels);

/** Whether an alert with these labels is about a thing that something is due of. */
export const isAbout = ({ service, resource }: Labels, { of }: Due): boolean =>
  of.some((name) =>
    name === platformItself ? service === undefined && resource === undefined : name === service || name === resource,
  );

type Counts = (labels: Labels) => boolean;

function firstFiring({ alerts }: Heard, counts: Counts, since: number): Duration | undefined {
  const moments = alerts
    .filter(({ labels }) => counts(labels))
    .flatMap(({ firing }) => firing.flatMap(({ from }) => (from >= since ? [from] : [])));
  return moments.length > 0 ? milliseconds(Math.min(...moments) - since) : undefined;
}

/** Of what began to fire only after the fault: what fired before it, tells of something else. */
function firstTold({ alerts, notifications }: Heard, counts: Counts, since: number): Duration | undefined {
  const firing = new Map(alerts.map((alert) => [alert.labels, alert.firing]));
  const isNew = (labels: Labels, at: number) =>
    (firing.get(labels) ?? []).some(({ from }) => from >= since && from <= at);
  const first = notifications.find(
    ({ at, firing: told }) => at >= since && told.some((labels) => counts(labels) && isNew(labels, at)),
  );
  return first && milliseconds(first.at - since);
}
