import type { HttpService } from "../model/http-service";
import type { Monitored } from "../model/resource";
import { sliceNameOf } from "../model/resource";
import type { Vector } from "../promql/build";
import { constant, max, or, select, where } from "../promql/build";
import { literal } from "../findings/regex";
import { http } from "../signals/http";
import { resourceAlarm } from "../signals/resource-alarm";
import type { Duration } from "../units/quantities";
import { milliseconds, minutes } from "../units/quantities";
import type { AlertRule, Suspect } from "./alert";
import { absentMeans } from "./alert";
import { storiesWhileNotFelt } from "./http/stories/felt";
import type { Levelled } from "./levels";

/** From here on one of a thing's alerts stands. */
const stands = 1;

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

/** Until whoever needs it has had the time to feel it: after that, nobody does, or nobody calls at this hour. */
const graceOfSymptoms = minutes(10);

/**
 * A cause is a ticket, and wakes somebody only as long as no service pages that needs it: its page says where to look
 * first, and one fault is one page.
 *
 * @param dependents services that page
 */
export function whileNotFelt(alert: Levelled, dependents: readonly HttpService[]): Levelled {
  const critical = dependents.filter(({ criticality }) => criticality === "critical");
  const { page, ticket } = levelsOf(alert);
  if (!page || critical.length === 0) return alert;
  const names = critical.map(({ name }) => literal(name)).join("|");
  const pendingFor = longerOf(page.pendingFor, graceOfSymptoms);
  const longer = milliseconds(pendingFor.milliseconds - page.pendingFor.milliseconds);
  const felt = where(max(select(http.alarm.ratio, { service: { matches: names } })), ">=", stands);
  return {
    ticket,
    page: {
      ...page,
      silentWhile: felt,
      pendingFor,
      ...(absentMeans(page) !== "healthy" && { absent: toldBySymptom }),
      stories: () => storiesWhileNotFelt(page.stories(), longer, critical),
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
