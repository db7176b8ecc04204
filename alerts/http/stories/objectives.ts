import { scrapeInterval } from "../../../environments/scrape";
import type { HttpService } from "../../../model/http-service";
import { allEndpoints } from "../../../model/http-service";
import type { Goal, Scope } from "../../../signals/objectives";
import { budgetOf, countedOver, scopesOf } from "../../../signals/objectives";
import { windows } from "../../../signals/windows";
import type { Duration } from "../../../units/quantities";
import { hours, inSeconds, minutes, round } from "../../../units/quantities";
import { durationText } from "../../../units/text";
import { units } from "../../../units/unit";
import type { Severity } from "../../alert";
import type { Burn } from "../burn";
import { burnsOf, levelOf } from "../burn";
import type { FiringStory, Stories, Story } from "../../stories/story";
import type { Requests } from "./requests";
import { anyEndpoint, requestsTo, requestsToAnother } from "./requests";

/** What an objective's alert is trusted with: that each of its pairs of windows tells alone, not before, and no longer. */
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
    ],
    fires: [
      first.above,
      ...others.map(({ above }) => above),
      ...routes.map((route) => behindTheOthers(service, goal, route, severity)),
    ],
  };
}

/** So many a second that every pair of windows sees the bad ones it needs. */
const busy = 20;

const part = ({ milliseconds }: Duration, share: number): Duration =>
  minutes(Math.round((milliseconds * share) / minutes(1).milliseconds));

const bad = (goal: Goal, share: number): Pick<Requests, "failing" | "slow"> =>
  goal === "availability" ? { failing: round(Math.min(share, 1)) } : { slow: round(Math.min(share, 1)) };

/**
 * Half an hour in which so much more arrives, all of it well, that whoever looks back to it finds hardly anything bad: as
 * if weeks had been well. The more, the less may be bad.
 */
const wellBefore = (perSecond: number, budget: number): Requests => ({
  for: minutes(30),
  perSecond: Math.max(100, Math.round(0.2 / budget)) * perSecond,
});

/** What goes on so that this pair of windows sees it, and the others look back longer, or want more. */
function ofPair(service: HttpService, goal: Goal, scope: Scope, burn: Burn, all: readonly Burn[]) {
  const long = windows[burn.long];
  const short = windows[burn.short];
  const budget = budgetOf(goal, scope);
  const level = levelOf(burn, budget);
  const few = burn.fewest < 10;
  const { every, sampledEvery } = pace(long);
  const perSecond = few ? fewestOf(burn, level, every) : busy;
  const story = (when: string, ...stretches: Requests[]): Story => {
    const course = [wellBefore(perSecond, budget), ...stretches];
    const length = course.reduce((sum, stretch) => sum + stretch.for.milliseconds, 0);
    return {
      when,
      given: requestsTo(service, anyEndpoint(service), course, sampledEvery),
      at: { milliseconds: length - every.milliseconds },
      every,
      sampledEvery,
    };
  };
  const lasting = (share: number, lasts: Duration): Requests => ({ for: lasts, perSecond, ...bad(goal, share) });
  const well = { for: long, perSecond };
  const text = (share: number, lasts: Duration) =>
    `${units.ratio.text(round(Math.min(share, 1)))} of ${few ? "few" : "many"} requests are bad for ${durationText(lasts)}`;
  const burst = part(long, long.milliseconds < hours(1).milliseconds ? 0.6 : 0.4);
  // Of those that look back less, none may see more than it allows.
  const sooner = all
    .filter((other) => windows[other.long].milliseconds < long.milliseconds)
    .map((other) => 0.95 * levelOf(other, budget));
  const much = Math.min(2 * level, ...sooner);
  return {
    above: {
      ...story(text(1.15 * level, long), lasting(1.15 * level, alittleMoreThan(long, every))),
      labels: [{ service: service.name, endpoint: allEndpoints }],
    } satisfies FiringStory,
    below: story(text(0.87 * level, long), lasting(0.87 * level, alittleMoreThan(long, every))),
    brief: story(text(much, burst), well, lasting(much, burst)),
    /** Only where the short window is much shorter: the long one is still full of it. */
    over:
      long.milliseconds >= 6 * short.milliseconds && !few
        ? [
            story(
              `${text(2.6 * level, burst)}, and it begins again`,
              well,
              lasting(2.6 * level, burst),
              // Also those that go on firing for a while have stopped by then.
              { for: { milliseconds: Math.max(part(short, 1.4).milliseconds, minutes(13).milliseconds) }, perSecond },
              lasting(much, { milliseconds: Math.max(part(short, 0.4).milliseconds, minutes(3).milliseconds) }),
            ),
          ]
        : [],
  };
}

/** Until all of a window is like its end: what is summed up follows what happens with as much delay as rates have. */
const alittleMoreThan = ({ milliseconds: long }: Duration, every: Duration): Duration => ({
  milliseconds: long + countedOver.milliseconds + 2 * every.milliseconds,
});

/** Days need no evaluation every minute; but one group reads what another recorded last, within Prometheus' five minutes. */
const pace = (long: Duration): { readonly every: Duration; readonly sampledEvery: Duration } =>
  long.milliseconds > hours(6).milliseconds
    ? { every: minutes(4), sampledEvery: minutes(1) }
    : long.milliseconds === hours(6).milliseconds
      ? { every: minutes(2), sampledEvery: minutes(1) }
      : { every: minutes(1), sampledEvery: minutes(1) };

/** Just enough of them are bad, at 1.15 times the level. Each sample counts for a scrape, however rarely it is taken. */
const fewestOf = ({ fewest, long }: Burn, level: number, every: Duration): number =>
  round((1.25 * fewest * every.milliseconds) / scrapeInterval.milliseconds / (1.15 * level * inSeconds(windows[long])));

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

/** A route with an objective of its own, among so many requests to another that the service as a whole keeps its promise. */
function behindTheOthers(service: HttpService, goal: Goal, route: Scope, severity: Severity): FiringStory {
  const burns = burnsOf(service, severity);
  const burn = burns.find((one) => "times" in one);
  if (!burn) throw new Error(`no burn rate for ${severity}`);
  const long = windows[burn.long];
  const { every, sampledEvery } = pace(long);
  const share = 1.15 * levelOf(burn, budgetOf(goal, route));
  const [all] = scopesOf(service);
  const budget = budgetOf(goal, all);
  const least = Math.min(...burns.map((other) => levelOf(other, budget)));
  const rarely = busy / 40;
  const arriving = (endpoint: string, perSecond: number, requests: Pick<Requests, "failing" | "slow"> = {}) =>
    requestsTo(
      service,
      endpoint,
      [wellBefore(perSecond, budget), { for: alittleMoreThan(long, every), perSecond, ...requests }],
      sampledEvery,
    );
  return {
    when: `${units.ratio.text(round(share))} of the requests to ${route.endpoint} are bad, and all others well`,
    given: [
      ...arriving(anyEndpoint(service), Math.max(2 * busy, Math.ceil((2 * share * rarely) / least))),
      ...arriving(route.endpoint, rarely, bad(goal, share)),
    ],
    at: { milliseconds: minutes(30).milliseconds + alittleMoreThan(long, every).milliseconds - every.milliseconds },
    every,
    sampledEvery,
    labels: [{ service: service.name, endpoint: route.endpoint }],
  };
}
