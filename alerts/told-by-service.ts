import { literal } from "../findings/regex";
import type { Vector } from "../promql/build";
import { max, or, overSteps, overTime, select, unless, where, withLabel } from "../promql/build";
import { http } from "../signals/http";
import type { Goal } from "../signals/objectives";
import { resourceAlarm, toldByService } from "../signals/resource-alarm";
import type { Signal } from "../signals/signal";
import { recordAs } from "../signals/signal";
import type { Duration } from "../units/quantities";
import { days, hours, minutes } from "../units/quantities";
import { keptFiringFor } from "./http/burn";
import type { Part } from "./part";

/** From here on one of a thing's alerts stands. */
const stands = 1;

/** So far back it is known which of the two was ill without the other. */
const remembered = days(1);
const step = minutes(2);

/** A service that was ill for so long while nobody had to be woken for the thing is ill for a reason of its own. */
const atMostBefore = hours(1);

const labelsOf = ({ resource, name }: Part) => ({ resource: resource.name, part: name });

/** Query that has a value while a service pages for a part. */
export const toldBy = (part: Part): Vector<never> => max(select(toldByService.ratio, labelsOf(part)));

/** Signals that {@link toldBy} reads. */
export function toldSignals(parts: readonly Part[]): Signal[] {
  const series = parts
    .filter(({ tellers }) => tellers.length > 0)
    .map((part) => {
      const { resource, part: name } = labelsOf(part);
      const services = part.tellers.map((teller) => teller.name).join(",");
      const of = withLabel(withLabel(withLabel(felt(part), "services", services), "part", name), "resource", resource);
      return recordAs(toldByService.ratio, of);
    });
  return series.length > 0 ? [{ ...toldByService, series }] : [];
}

/**
 * A service that pages tells of a thing, until a quarter of an hour after its objectives were last at their level,
 * unless it was ill long before somebody had to be woken for that: then it is ill of something else, and somebody knows
 * it already. Nor does it take over what somebody was woken for before it felt anything: that goes on, for as long as
 * both are remembered.
 */
function felt(part: Part): Vector<never> {
  const regex = part.tellers.map(({ name }) => literal(name)).join("|");
  const tellers = { service: { matches: regex } };
  const feels = where(max(select(http.alarm.ratio, tellers)), ">=", stands);
  const kept = (goal: Goal) =>
    where(max(overTime("max", select(http[goal].page, tellers), keptFiringFor)), ">=", stands);
  const pages = or(or(feels, kept("availability")), kept("latency"));
  const wakes = where(max(select(resourceAlarm.page, labelsOf(part))), ">=", stands);
  const fromElsewhere = longer(unless(pages, wakes, []), atMostBefore);
  const toldBefore = longer(unless(wakes, pages, []), part.grace);
  return unless(unless(pages, fromElsewhere, []), toldBefore, []);
}

/** Where it had a value for longer than that, as far as is remembered. */
const longer = (one: Vector<never>, than: Duration): Vector<never> =>
  where(overSteps("count", one, remembered, step), ">", than.milliseconds / step.milliseconds);
