import { literal } from "../findings/regex";
import { dependenciesOf } from "../model/dependencies";
import type { HttpService } from "../model/http-service";
import type { Monitored } from "../model/resource";
import { sliceNameOf } from "../model/resource";
import type { Vector } from "../promql/build";
import { constant, max, or, select } from "../promql/build";
import { http } from "../signals/http";
import { resourceAlarm } from "../signals/resource-alarm";
import { longerOf, milliseconds } from "../units/quantities";
import { durationText } from "../units/text";
import type { AlertRule, Suspect } from "./alert";
import { absentMeans } from "./alert";
import { storiesWhileNotFelt } from "./http/stories/felt";
import type { Levelled } from "./levels";
import type { Part } from "./part";
import { whole } from "./part";
import { toldBy } from "./told-by-service";

/**
 * What a service depends on, where to look first, with how ill each is at the moment: 0 where nothing is known, for a
 * query without an answer would leave the whole rule without one.
 */
export const suspectsOf = (service: HttpService): Suspect[] =>
  dependenciesOf(service).map((thing) => ({
    title: thing.name,
    dashboardUid: sliceNameOf(thing),
    level: or(alarmOf(thing, service), constant(0)),
  }));

/** Queues that others take from are none of its causes. */
function alarmOf(thing: Monitored, { consumes = [] }: HttpService): Vector<never> {
  if (!("kind" in thing)) return max(select(http.alarm.ratio, { service: thing.name }));
  const parts = [whole, ...consumes.map(({ name }) => name)].map(literal).join("|");
  return max(select(resourceAlarm.ratio, { resource: thing.name, part: { matches: parts } }));
}

/**
 * The ticket on a cause, and a page that wakes somebody only as long as no service pages for it: that page says where
 * to look first, and one fault is one page.
 */
export function whileNotFelt(alert: Levelled, part: Part): Levelled {
  const { page, ticket } = levelsOf(alert, part);
  if (!page || part.tellers.length === 0) return alert;
  const pendingFor = longerOf(page.pendingFor, part.grace);
  const longer = milliseconds(pendingFor.milliseconds - page.pendingFor.milliseconds);
  return {
    ticket,
    page: {
      ...page,
      silentWhile: toldBy(part),
      pendingFor,
      ...(absentMeans(page) !== "healthy" && { absent: toldBySymptom }),
      stories: () => storiesWhileNotFelt(page.stories(), { longer, pendingFor, tellers: part.tellers }),
    },
  };
}

const toldBySymptom = {
  means: "healthy",
  because: "while a service pages that needs it, that page tells where to look, and a ticket is open all the same",
} as const;

/** A page without a ticket gets one: it is what stays while the page is silent. */
function levelsOf(alert: Levelled, { grace }: Part): { readonly ticket: AlertRule; readonly page?: AlertRule } {
  if ("ticket" in alert) return alert;
  if (alert.severity === "ticket") return { ticket: alert };
  const title = `${alert.title}, for ${durationText(longerOf(alert.pendingFor, grace))}`;
  return { ticket: { ...alert, severity: "ticket" }, page: { ...alert, id: `${alert.id}-page`, title } };
}
