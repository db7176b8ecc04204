import type { HttpService } from "../model/http-service";
import type { Resource } from "../model/resource";
import type { Vector } from "../promql/build";
import { clampMax, clampMin, constant, max, min, or, over, scale, withLabel } from "../promql/build";
import { exporterUp } from "../signals/exporter";
import { http } from "../signals/http";
import { resourceAlarm } from "../signals/resource-alarm";
import type { Signal } from "../signals/signal";
import { recordAs } from "../signals/signal";
import { round } from "../units/quantities";
import type { AlertRule } from "./alert";
import type { Levelled } from "./levels";
import { mostUrgent } from "./levels";

/** Beyond it "more" says nothing any more. */
const most = 100;

/** The value that is worst, as a multiple of the threshold: from 1 on the alert stands, or will when it has waited. */
function levelOf({ value, fires }: Pick<AlertRule, "value" | "fires">): Vector<never> {
  if ("above" in fires) return clampMax(scale(max({ expr: value }), round(1 / fires.above)), most);
  return over(fires.below, clampMin(min({ expr: value }), round(fires.below / most)));
}

/** The largest of several; each under a label of its own, for `or` keeps one of each. */
const largestOf = (alerts: readonly AlertRule[]): Vector<"alert"> =>
  alerts
    .map((alert) => withLabel(levelOf(alert), "alert", alert.id))
    .reduce<Vector<"alert">>((all, level) => or(all, level), withLabel(constant(0), "alert", "none"));

/**
 * How close a service is to its alerts: the largest of their values as a multiple of its threshold, and 0 for a service
 * of which nothing is known, so that none is missing from the list.
 */
export const alarmLevel = ({ name }: HttpService, symptoms: readonly AlertRule[]): Signal => ({
  ...http.alarm,
  series: [recordAs(http.alarm.ratio, withLabel(max(largestOf(symptoms)), "service", name))],
});

/**
 * Signal of how close each part of a resource is to its alerts, as {@link alarmLevel}, and how close to waking
 * somebody.
 * @param parts names of the parts, each with all of its alerts
 */
export const resourceAlarmLevel = (
  { name }: Resource,
  parts: readonly (readonly [part: string, alerts: readonly Levelled[]])[],
): Signal => {
  const of = (part: string, alerts: readonly AlertRule[]) =>
    withLabel(withLabel(max(largestOf(alerts)), "part", part), "resource", name);
  return {
    ...resourceAlarm,
    series: parts.flatMap(([part, alerts]) => [
      recordAs(resourceAlarm.ratio, of(part, healthOf(alerts))),
      recordAs(resourceAlarm.page, of(part, alerts.map(mostUrgent).filter(isPage))),
    ]),
  };
};

/** Rules that tell how a thing is, without those that tell whether anybody measures it; of two levels the milder. */
export const healthOf = (alerts: readonly Levelled[]): AlertRule[] =>
  alerts
    .map((alert) => ("ticket" in alert ? alert.ticket : alert))
    .filter(({ watches }) => watches.id !== exporterUp.id);

const isPage = ({ severity }: AlertRule): boolean => severity === "page";
