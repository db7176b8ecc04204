import type { HttpService } from "../../../model/http-service";
import type { Goal, Scope } from "../../../signals/objectives";
import { budgetOf, scopesOf } from "../../../signals/objectives";
import { windows } from "../../../signals/windows";
import { hours, less, minutes, round } from "../../../units/quantities";
import { units } from "../../../units/unit";
import type { Severity } from "../../alert";
import { burnsOf, levelOf, usualFewest } from "../burn";
import { afterSilence, beginnings } from "./beginning";
import { lengthOf } from "../../stories/course";
import type { FiringStory, Stories, Story } from "../../stories/story";
import { aLittleMoreThan, bad, busy, byChance, everyFor, ofPair, sampledEvery, wellBefore } from "./burn-pair";
import type { Requests } from "./requests";
import { anyEndpoint, requestsTo, requestsToAnother } from "./requests";

/** Stories of an objective's alert: that each of its pairs of windows tells alone, not before, and no longer. */
export function objectiveStories(service: HttpService, goal: Goal, severity: Severity): Stories {
  const [scope, ...routes] = scopesOf(service);
  const burns = burnsOf(service, severity);
  const [first, ...others] = burns.map((burn) => ofPair(service, goal, scope, burn, burns));
  if (!first) throw new Error(`no windows for ${severity}`);
  const all = [first, ...others];
  return {
    quiet: [
      first.below,
      ...others.map(({ below }) => below),
      ...all.flatMap(({ brief, over }) => [brief, ...over]),
      tooFew(service, goal),
      ...burns.filter(({ fewest }) => fewest > usualFewest).map((burn) => byChance(service, goal, scope, burn, burns)),
      ...beginnings(service, goal, scope, severity),
    ],
    fires: [
      first.above,
      ...others.map(({ above }) => above),
      ...routes.map((route) => behindTheOthers(service, goal, route, severity)),
      afterSilence(service, goal, scope, severity),
    ],
  };
}

/** A share that is far too high, of requests that are far too few. */
function tooFew(service: HttpService, goal: Goal): Story {
  const night = { perSecond: 0.01 };
  return {
    when: "three of the few requests of a night are bad, and all those to another service",
    given: [
      ...requestsTo(service, anyEndpoint(service), [
        { for: hours(3), ...night },
        { for: minutes(5), ...night, ...bad(goal, 1) },
        { for: minutes(5), ...night },
      ]),
      ...requestsToAnother(service, hours(3.2)),
    ],
    at: hours(3.1),
  };
}

/**
 * A route with an objective of its own, among so many requests to another that the service as a whole keeps its
 * promise.
 */
function behindTheOthers(service: HttpService, goal: Goal, route: Scope, severity: Severity): FiringStory {
  const burns = burnsOf(service, severity);
  const burn = burns.find((one) => "times" in one);
  if (!burn) throw new Error(`no burn rate for ${severity}`);
  const long = windows[burn.long];
  const every = everyFor(long);
  const share = 1.15 * levelOf(burn, budgetOf(goal, route));
  const [all] = scopesOf(service);
  const budget = budgetOf(goal, all);
  const least = Math.min(...burns.map((other) => levelOf(other, budget)));
  const rarely = busy / 40;
  const courseOf = (perSecond: number, requests: Pick<Requests, "failing" | "slow"> = {}): Requests[] => [
    wellBefore(perSecond, budget),
    { for: aLittleMoreThan(long, every), perSecond, ...requests },
  ];
  const others = courseOf(Math.max(2 * busy, Math.ceil((2 * share * rarely) / least)));
  return {
    when: `${units.ratio.text(round(share))} of the requests to ${route.endpoint} are bad, and all others well`,
    given: [
      ...requestsTo(service, anyEndpoint(service), others, sampledEvery),
      ...requestsTo(service, route.endpoint, courseOf(rarely, bad(goal, share)), sampledEvery),
    ],
    at: less(lengthOf(others), every),
    every,
    sampledEvery,
    labels: [{ service: service.name, endpoint: route.endpoint }],
  };
}
