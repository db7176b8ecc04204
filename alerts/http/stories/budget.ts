import type { HttpService } from "../../../model/http-service";
import { allEndpoints, objectivePeriod } from "../../../model/http-service";
import { budgetOf, scopesOf } from "../../../signals/objectives";
import { days, hours, minutes, round } from "../../../units/quantities";
import type { FiringStory, Stories, Story } from "../../stories/story";
import type { Requests } from "./requests";
import { anyEndpoint, requestsTo, requestsToAnother } from "./requests";

const busy = 5;
const sampledEvery = minutes(1);

/** A day of failures, and weeks that were not seen and count as good. @param left the share at which the alert stands */
export function budgetStories(service: HttpService, left: number): Stories {
  const [scope] = scopesOf(service);
  const labels = [{ service: service.name, endpoint: allEndpoints, objective: "availability" }] as const;
  /** So many fail, of as many all the time, that a day of it spends such a share of the budget. */
  const failing = (share: number) =>
    round((share * budgetOf("availability", scope) * objectivePeriod.milliseconds) / days(1).milliseconds);
  const story = (when: string, at: number, ...stretches: readonly Requests[]): Story => ({
    when,
    given: [
      ...requestsTo(service, anyEndpoint(service), stretches, sampledEvery),
      ...requestsToAnother(service, hours(at + 2), sampledEvery),
    ],
    at: hours(at),
    every: hours(1),
    sampledEvery,
  });
  const day = (share: number): Requests[] => [
    { for: days(2), perSecond: busy },
    { for: days(1), perSecond: busy, failing: failing(share) },
  ];
  const spent = 1 - 0.8 * left;
  const after = (lasts: number): Requests => ({ for: days(lasts), perSecond: busy });
  return {
    quiet: [
      story("a day of failures leaves a quarter more of it", 24 * 4.5, ...day(1 - 1.25 * left), after(2)),
      story("it is spent only now", 24 * 3, ...day(spent), after(1)),
      story("the day of failures was more than four weeks ago", 24 * 31.5, ...day(spent), after(29)),
    ],
    fires: [
      { ...story("a day of failures was ten days ago", 24 * 12.5, ...day(spent), after(10)), labels },
      { ...halfOfEachHour(service, failing(2 * spent)), labels },
    ],
  };
}

/** What every hour fails in its first half only: none of the hours may be judged by its end. */
function halfOfEachHour(service: HttpService, failing: number): Omit<FiringStory, "labels"> {
  const hour: Requests[] = [
    { for: minutes(2), perSecond: busy },
    { for: minutes(30), perSecond: busy, failing },
    { for: minutes(28), perSecond: busy },
  ];
  const bad = Array.from({ length: 24 }, () => hour).flat();
  return {
    when: "half of each hour of a day fails",
    given: requestsTo(
      service,
      anyEndpoint(service),
      [{ for: hours(4), perSecond: busy }, ...bad, { for: hours(2), perSecond: busy }],
      sampledEvery,
    ),
    at: hours(29),
    every: minutes(10),
    sampledEvery,
  };
}
