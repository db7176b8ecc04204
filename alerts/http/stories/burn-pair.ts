import { scrapeInterval } from "../../../environments/scrape";
import type { HttpService } from "../../../model/http-service";
import { allEndpoints } from "../../../model/http-service";
import type { Goal, Scope } from "../../../signals/objectives";
import { countedOver } from "../../../signals/counted";
import { budgetOf } from "../../../signals/objectives";
import { windows } from "../../../signals/windows";
import type { Duration } from "../../../units/quantities";
import { hours, inSeconds, less, longerOf, minutes, round, times, together } from "../../../units/quantities";
import { durationText } from "../../../units/text";
import { units } from "../../../units/unit";
import type { Burn } from "../burn";
import { keptFiringFor, levelOf, usualFewest } from "../burn";
import { lengthOf } from "../../stories/course";
import type { FiringStory, Story } from "../../stories/story";
import type { Requests } from "./requests";
import { anyEndpoint, requestsTo } from "./requests";

/** Requests per second, so many that pairs of windows which want ten bad ones see them. */
export const busy = 20;

export const sampledEvery = minutes(1);

export const bad = (goal: Goal, share: number): Pick<Requests, "failing" | "slow"> =>
  goal === "availability" ? { failing: round(Math.min(share, 1)) } : { slow: round(Math.min(share, 1)) };

/**
 * Half an hour in which so much more arrives, all of it well, that whoever looks back to it finds hardly anything bad:
 * as if weeks had been well. The more, the less may be bad.
 */
export const wellBefore = (perSecond: number, budget: number): Requests => ({
  for: minutes(30),
  perSecond: Math.max(100, Math.round(0.2 / budget)) * perSecond,
});

/**
 * Stories of one pair of windows: what goes on so that this pair sees it, and the others look back longer, or want
 * more.
 */
export function ofPair(service: HttpService, goal: Goal, scope: Scope, burn: Burn, all: readonly Burn[]) {
  const long = windows[burn.long];
  const short = windows[burn.short];
  const budget = budgetOf(goal, scope);
  const level = levelOf(burn, budget);
  const few = burn.fewest < usualFewest;
  const every = everyFor(long);
  const fewest = callsFor(1.25 * burn.fewest, burn, 1.15 * level, every);
  const perSecond = few ? fewest : Math.max(busy, Math.ceil(fewest));
  const story = (when: string, ...stretches: Requests[]): Story => ({
    when,
    ...lookedAt(service, [wellBefore(perSecond, budget), ...stretches], every),
  });
  const lasting = (share: number, lasts: Duration): Requests => ({ for: lasts, perSecond, ...bad(goal, share) });
  const well = { for: long, perSecond };
  const text = (share: number, lasts: Duration) =>
    `${units.ratio.text(round(Math.min(share, 1)))} of ${few ? "few" : "many"} requests are bad for ${durationText(lasts)}`;
  const burst = wholeMinutes(times(long, 0.4));
  // Of those that look back less, none may see more than it allows.
  const sooner = all
    .filter((other) => windows[other.long].milliseconds < long.milliseconds)
    .map((other) => 0.95 * levelOf(other, budget));
  const much = Math.min(2 * level, ...sooner);
  return {
    above: {
      ...story(text(1.15 * level, long), lasting(1.15 * level, aLittleMoreThan(long, every))),
      labels: [{ service: service.name, endpoint: allEndpoints }],
    } satisfies FiringStory,
    below: story(text(0.87 * level, long), lasting(0.87 * level, aLittleMoreThan(long, every))),
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
              { for: longerOf(times(short, 1.4), together(keptFiringFor, minutes(8))), perSecond },
              lasting(much, longerOf(times(short, 0.4), minutes(3))),
            ),
          ]
        : [],
  };
}

const wholeMinutes = ({ milliseconds }: Duration): Duration =>
  minutes(Math.round(milliseconds / minutes(1).milliseconds));

/**
 * How long it takes until all of a window is like its end: what is summed up follows what happens with as much delay as
 * rates have.
 */
export const aLittleMoreThan = (long: Duration, every: Duration): Duration =>
  together(long, countedOver, times(every, 2));

/**
 * Time between two evaluations of a story about a window. Days need none every minute; but one group reads what another
 * recorded last, within Prometheus' five minutes.
 */
export function everyFor({ milliseconds: long }: Duration): Duration {
  if (long > hours(6).milliseconds) return minutes(4);
  return minutes(long === hours(6).milliseconds ? 2 : 1);
}

/**
 * Story of a share that would do, of so few requests that chance may have had a hand in it: too few for any pair whose
 * level it reaches.
 */
export function byChance(service: HttpService, goal: Goal, scope: Scope, burn: Burn, all: readonly Burn[]): Story {
  const [long, budget] = [windows[burn.long], budgetOf(goal, scope)];
  const [share, every] = [1.15 * levelOf(burn, budget), everyFor(long)];
  const tooFew = all
    .filter((other) => levelOf(other, budget) <= share)
    .map((other) => 0.8 * other.fewest * (long.milliseconds / windows[other.long].milliseconds));
  const perSecond = callsFor(Math.min(...tooFew), burn, share, every);
  const lasting = { for: aLittleMoreThan(long, every), perSecond, ...bad(goal, share) };
  return {
    when: `${units.ratio.text(round(share))} of so few requests are bad for ${durationText(long)} that it may be chance`,
    ...lookedAt(service, [wellBefore(perSecond, budget), lasting], every),
  };
}

/** Just before its end. */
const lookedAt = (service: HttpService, course: readonly Requests[], every: Duration): Omit<Story, "when"> => ({
  given: requestsTo(service, anyEndpoint(service), course, sampledEvery),
  at: less(lengthOf(course), every),
  every,
  sampledEvery,
});

/** So many a second that so many of them are bad. Each sample counts for a scrape, however rarely it is taken. */
const callsFor = (fewest: number, { long }: Burn, share: number, every: Duration): number =>
  round((fewest * every.milliseconds) / scrapeInterval.milliseconds / (share * inSeconds(windows[long])));
