import type { HttpService } from "../model/http-service";
import type { Monitored, Resource } from "../model/resource";
import { sliceNameOf } from "../model/resource";
import type { Vector } from "../promql/build";
import { constant, max, or, select } from "../promql/build";
import { http } from "../signals/http";
import { resourceAlarm } from "../signals/resource-alarm";
import type { Duration } from "../units/quantities";
import { milliseconds } from "../units/quantities";
import type { AlertRule, Suspect } from "./alert";
import { absentMeans } from "./alert";
import { storiesWhileNotFelt } from "./http/stories/felt";
import type { Levelled } from "./levels";
import { graceOfSymptoms, tellersOf, toldBy } from "./told-by-service";

/** Where to look first, with how ill it is at the moment: 0 where nothing is known, for a query without an answer would leave the whole rule without one. */
export const suspectsOf = (needed: readonly Monitored[]): Suspect[] =>
  needed.map((thing) => ({
    title: thing.name,
    dashboardUid: sliceNameOf(thing),
    level: or(alarmOf(thing), constant(0)),
  }));

const alarmOf = (thing: Monitored): Vector<never> =>
  "kind" in thing
    ? max(select(resourceAlarm.ratio, { resource: thing.name }))
    : max(select(http.alarm.ratio, { service: thing.name }));

/**
 * A cause is a ticket, and wakes somebody only as long as no service pages for it: that page says where to look first, and
 * one fault is one page.
 *
 * @param services that need the thing
 * @param grace until they have had the time to feel it: after that, nobody does, or nobody calls at this hour
 */
export function whileNotFelt(
  alert: Levelled,
  thing: Resource,
  services: readonly HttpService[],
  grace: Duration = graceOfSymptoms,
): Levelled {
  const tellers = tellersOf(thing, services);
  const { page, ticket } = levelsOf(alert);
  if (!page || tellers.length === 0) return alert;
  const pendingFor = longerOf(page.pendingFor, grace);
  const longer = milliseconds(pendingFor.milliseconds - page.pendingFor.milliseconds);
  return {
    ticket,
    page: {
      ...page,
      silentWhile: toldBy(thing, tellers),
      pendingFor,
      ...(absentMeans(page) !== "healthy" && { absent: toldBySymptom }),
      stories: () => storiesWhileNotFelt(page.stories(), { longer, pendingFor, tellers }),
    },
  };
}

const toldBySymptom = {
  means: "healthy",
  because: "while a service pages that needs it, that page tells where to look, and a ticket is open all the same",
} as const;

const longerOf = (one: Duration, other: Duration): Duration => (one.milliseconds < other.milliseconds ? other : one);

/** A page without a ticket gets one: it is what stays while the page is silent. */
function levelsOf(alert: Levelled): { readonly ticket: AlertRule; readonly page?: AlertRule } {
  if ("ticket" in alert) return alert;
  if (alert.severity === "ticket") return { ticket: alert };
  const page = { ...alert, id: `${alert.id}-page`, title: `${alert.title}, and no service pages yet` };
  return { ticket: { ...alert, severity: "ticket" }, page };
}
