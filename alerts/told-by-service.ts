import { literal } from "../findings/regex";
import type { HttpService } from "../model/http-service";
import type { Resource } from "../model/resource";
import type { Vector } from "../promql/build";
import { max, overSteps, select, unless, where, withLabel } from "../promql/build";
import { http } from "../signals/http";
import { resourceAlarm, toldByService } from "../signals/resource-alarm";
import type { Signal } from "../signals/signal";
import { recordAs } from "../signals/signal";
import type { Duration } from "../units/quantities";
import { hours, minutes } from "../units/quantities";

/** From here on one of a thing's alerts stands. */
const stands = 1;

/** A night: so far back it is known which of the two was ill without the other. */
const remembered = hours(12);

/** A service that was ill for so long while the thing was well is ill for a reason of its own. */
const atMostBefore = hours(1);

/** Until whoever needs a thing has had the time to feel it: one request in twenty that fails is told after 18.5 min. */
export const graceOfSymptoms = minutes(20);

/** Those of them that page, but for a thing's own service: what is told under one name is one incident anyway. */
export const tellersOf = ({ name }: Resource, services: readonly HttpService[]): HttpService[] =>
  services.filter((service) => service.criticality === "critical" && service.name !== name);

/** Value of the label that names them. */
const namesOf = (tellers: readonly HttpService[]): string => tellers.map(({ name }) => name).join(",");

/** Has a value while one of these services pages for the thing. */
export const toldBy = ({ name }: Resource, tellers: readonly HttpService[]): Vector<never> =>
  max(select(toldByService.ratio, { resource: name, services: namesOf(tellers) }));

/** What {@link toldBy} reads. @param groups those that tell of the thing as a whole, or of a part of it */
export function toldSignals(thing: Resource, groups: readonly (readonly HttpService[])[]): Signal[] {
  const known = [...new Map(groups.map((tellers) => [namesOf(tellers), tellers])).values()];
  const series = known
    .filter((tellers) => tellers.length > 0)
    .map((tellers) =>
      recordAs(
        toldByService.ratio,
        withLabel(withLabel(felt(thing, tellers), "services", namesOf(tellers)), "resource", thing.name),
      ),
    );
  return series.length > 0 ? [{ ...toldByService, series }] : [];
}

/**
 * A service that pages tells of a thing, unless it was ill long before it: then it is ill of something else, and somebody
 * knows it already. Nor does it take over what somebody was woken for before it felt anything: that goes on until it ends.
 */
function felt({ name }: Resource, tellers: readonly HttpService[]): Vector<never> {
  const regex = tellers.map((teller) => literal(teller.name)).join("|");
  const feels = where(max(select(http.alarm.ratio, { service: { matches: regex } })), ">=", stands);
  const ill = where(max(select(resourceAlarm.ratio, { resource: name })), ">=", stands);
  const wakes = where(max(select(resourceAlarm.page, { resource: name })), ">=", stands);
  const fromElsewhere = longer(unless(feels, ill, []), atMostBefore);
  const toldBefore = longer(unless(wakes, feels, []), graceOfSymptoms);
  return unless(unless(feels, fromElsewhere, []), toldBefore, []);
}

const step = minutes(1);

/** Where it had a value for longer than that, as far as is remembered. */
const longer = (one: Vector<never>, than: Duration): Vector<never> =>
  where(overSteps("count", one, remembered, step), ">", than.milliseconds / step.milliseconds);
