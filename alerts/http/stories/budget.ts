import type { HttpService } from "../../../model/http-service";
import { allEndpoints, objectivePeriod } from "../../../model/http-service";
import { budgetOf, scopesOf } from "../../../signals/objectives";
import { days, hours, minutes, round, together } from "../../../units/quantities";
import type { FiringStory, Stories, Story } from "../../stories/story";
import type { Requests } from "./requests";
import { anyEndpoint, requestsTo, requestsToAnother } from "./requests";

const busy = 5;
const sampledEvery = minutes(1);

/**
 * Stories of the alert on a budget that is nearly spent: days of failures, and weeks that were not seen and count as
 * good.
 * @param left the share at which the alert stands
 */
export function budgetStories(service: HttpService, left: number): Stories {
  const [scope] = scopesOf(service);
  const budget = budgetOf("availability", scope);
  const labels = [{ service: service.name, endpoint: allEndpoints, objective: "availability" }] as const;
  // Days of failures: in as many, twice the budget is spent before all requests fail.
  const bad = Math.max(1, Math.ceil(2 * budget * (objectivePeriod.milliseconds / days(1).milliseconds)));
  /** The share of their requests that fails, to spend a share of the budget: `share * budget * period / bad`. */
  const failing = (share: number) => round((share * budget * objectivePeriod.milliseconds) / days(bad).milliseconds);
  /** @param at so many days after the failures */
  const story = (when: string, share: number, at: number): Story => {
    const end = days(2 + bad + at);
    return {
      when,
      given: [
        ...requestsTo(
          service,
          anyEndpoint(service),
          [
            { for: days(2), perSecond: busy },
            { for: days(bad), perSecond: busy, failing: failing(share) },
            { for: days(at + 1), perSecond: busy },
          ],
          sampledEvery,
        ),
        ...requestsToAnother(service, together(end, hours(2)), sampledEvery),
      ],
      at: end,
      every: hours(1),
      sampledEvery,
    };
  };
  const spent = 1 - 0.8 * left;
  return {
    quiet: [
      story("failures have left a quarter more of it", 1 - 1.25 * left, 1.5),
      story("it is spent only now", ((1 - left) * bad * 24) / (bad * 24 - 0.5), 0),
      story("the failures were more than four weeks ago", spent, 28.5),
    ],
    fires: [
      { ...story("the failures were more than a week ago", spent, 9.5), labels },
      { ...halfOfEachHour(service, bad, failing(2 * spent)), labels },
      { ...mostOfThemNow(service, budget), labels },
    ],
  };
}

/** What every hour fails in its first half only: none of the hours may be judged by its end. */
function halfOfEachHour(service: HttpService, lasting: number, failing: number): Omit<FiringStory, "labels"> {
  const hour: Requests[] = [
    { for: minutes(2), perSecond: busy },
    { for: minutes(30), perSecond: busy, failing },
    { for: minutes(28), perSecond: busy },
  ];
  const bad = Array.from({ length: 24 * lasting }, () => hour).flat();
  return {
    when: "each hour fails in its first half",
    given: requestsTo(
      service,
      anyEndpoint(service),
      [{ for: hours(4), perSecond: busy }, ...bad, { for: hours(2), perSecond: busy }],
      sampledEvery,
    ),
    at: hours(5 + 24 * lasting),
    every: minutes(10),
    sampledEvery,
  };
}

/**
 * After three weeks of hardly any requests as many come in two hours, and fail: an hour that is left out would be
 * missed.
 */
function mostOfThemNow(service: HttpService, budget: number): Omit<FiringStory, "labels"> {
  const [before, per] = [days(20), hours(2)];
  const perSecond = 0.5;
  const rush = { perSecond: (perSecond * before.milliseconds) / per.milliseconds, failing: round(3.13 * budget) };
  return {
    when: "most requests of three weeks came within two hours, and failed",
    given: requestsTo(
      service,
      anyEndpoint(service),
      [
        { for: before, perSecond },
        { for: together(per, hours(1)), ...rush },
      ],
      sampledEvery,
    ),
    // Hours are counted when they are full.
    at: together(before, per, minutes(30)),
    every: minutes(30),
    sampledEvery,
  };
}
