import type { Notification } from "../../alerts/notifications";
import type { Labels } from "../../promql/labels";
import { wakes } from "../../simulation/due";
import { rendered } from "../../simulation/grafana-template";
import type { AlertHistory } from "../../simulation/simulate";

/** What somebody is told of an instance of an alert when they hear of it first. */
export interface Told {
  /** When they hear of it, in milliseconds since the epoch. */
  readonly at: number;
  readonly contactPoint: string;
  readonly wakes: boolean;
  /** The alert's summary with the numbers of that moment, as Grafana writes them. @default the rule says nothing */
  readonly summary?: string;
  /** What the thing cannot do without, and how ill that is; a line each. @default there is no such thing */
  readonly lookFirst?: string;
}

/**
 * What somebody is told first of an instance; undefined where nobody is. @param labels under which Grafana tells of the
 * instance @param begins when rules are evaluated first
 */
export function toldOf(
  history: AlertHistory,
  labels: Labels,
  notifications: readonly Notification[],
  begins: number,
): Told | undefined {
  const first = notifications.find(({ firing }) => firing.includes(labels));
  if (!first) return undefined;
  const { at, contactPoint } = first;
  return { at, contactPoint, wakes: wakes(labels), ...textsOf(history, labels, lastEvaluation(history, begins, at)) };
}

const lastEvaluation = ({ alert: { interval } }: AlertHistory, begins: number, at: number): number =>
  at - ((at - begins) % interval.milliseconds);

function textsOf({ alert, values, besides }: AlertHistory, labels: Labels, at: number) {
  const { says } = alert;
  if (!says) return {};
  const asked = new Map([[says.value, values], ...(besides ?? [])]);
  const known = [...asked].flatMap(([ref, series]) => {
    const one = series.find((series) => isAmong(series.labels, labels));
    const value = one?.values[one.at.indexOf(at)];
    return value === undefined ? [] : [[ref, value] as const];
  });
  const data = { labels, values: new Map(known) };
  const { summary, lookFirst } = says;
  return { summary: rendered(summary, data), ...(lookFirst !== undefined && { lookFirst: rendered(lookFirst, data) }) };
}

/**
 * Whether the labels `some` are among `all`. So Grafana gives numbers to the instances of an alert: those of the same
 * labels, or of some of them.
 */
export const isAmong = (some: Labels, all: Labels): boolean =>
  Object.entries(some).every(([name, value]) => all[name] === value);
