import type { HttpService } from "../model/http-service";
import type { Vector } from "../promql/build";
import { max, or, scale, select, withLabel } from "../promql/build";
import { http } from "../signals/http";
import type { Signal } from "../signals/signal";
import { recordAs } from "../signals/signal";
import { round } from "../units/quantities";
import type { AlertRule } from "./alert";
import { thresholdOf } from "./alert";

/**
 * How close a service is to its alerts: the largest of their values as a multiple of its threshold, and 0 for a service
 * of which nothing is known, so that none is missing from the list.
 *
 * @param symptoms alerts that fire above a threshold, with one value for the service
 */
export function alarmLevel(service: HttpService, symptoms: readonly AlertRule[]): Signal {
  const levels = symptoms.map(({ kind, value, fires }) => {
    const ofService: Vector<"service"> = { expr: value };
    return withLabel(scale(ofService, round(1 / thresholdOf(fires))), "alert", kind);
  });
  const none = withLabel(scale(select(http.errorBudget.ratio, { service: service.name }), 0), "alert", "none");
  const worst = max(levels.reduce((all, level) => or(all, level), none)).by("service");
  return { ...http.alarm, series: [recordAs(http.alarm.ratio, worst)] };
}
