import { scrapeInterval } from "../environments/scrape";
import { literal } from "../findings/regex";
import type { HttpService, Objectives } from "../model/http-service";
import { allEndpoints, criticalRoutes, objectivePeriod } from "../model/http-service";
import type { Vector } from "../promql/build";
import {
  arithmetic,
  clampMin,
  complement,
  constant,
  divide,
  le,
  or,
  overSteps,
  overTime,
  rate,
  scale,
  scaleBy,
  select,
  sum,
  where,
  withLabel,
} from "../promql/build";
import type { Duration, Percent } from "../units/quantities";
import { hours, inSeconds, minutes, remainder, round } from "../units/quantities";
import { serverSpans } from "./contracts/span-metrics";
import type { PerEndpoint } from "./counted";
import { countedOver, withNewest } from "./counted";
import type { ByEndpoint, Judged } from "./http";
import { http, serverErrors } from "./http";
import type { RecordedSeries, Signal } from "./signal";
import { recordAs, recordSlowly } from "./signal";
import type { WindowName } from "./windows";
import { longWindows, shortWindows, windows } from "./windows";

/** Windows from here on are recorded less often: they change as slowly. */
const slowFrom = hours(6);
const isSlow = ({ milliseconds }: Duration): boolean => milliseconds >= slowFrom.milliseconds;

/** How often it is looked whether anything was recorded in a window. */
const seenEvery = (window: Duration): Duration => minutes(isSlow(window) ? 5 : 1);

/** Requests that are judged together: all of a service's, or those to a route with objectives of its own. */
export interface Scope {
  /** Value of the label `endpoint`: `all`, or the route's path. */
  readonly endpoint: string;
  readonly objectives: Objectives;
}

export const scopesOf = (service: HttpService): [Scope, ...Scope[]] => [
  { endpoint: allEndpoints, objectives: service.objectives },
  ...criticalRoutes(service).map(({ path, objectives }) => ({ endpoint: path, objectives })),
];

/**
 * What is promised of a service: for each goal, the series by which it is judged, and its target among the objectives.
 */
export const goals = {
  availability: { judged: http.errorRatio, target: ({ availability }: Objectives): Percent => availability },
  latency: { judged: http.slowRatio, target: ({ latency }: Objectives): Percent => latency.share },
} as const;
export type Goal = keyof typeof goals;

/** Error budget of a goal: the share of requests, 0 to 1, that may break the promise. */
export const budgetOf = (goal: Goal, { objectives }: Scope): number => remainder(goals[goal].target(objectives));

/** The signals by which the objectives of a service are judged. */
export const objectiveSignals = (service: HttpService): Signal[] => [
  { ...http.errorRatio, series: judgedSeries(service, http.errorRatio, failing(service)) },
  { ...http.slowRatio, series: judgedSeries(service, http.slowRatio, slow(service)) },
  budgetLeft(service),
];

/** What arrives of a judged kind per second, and how much of it is bad. */
interface Rates {
  readonly bad: PerEndpoint;
  readonly all: PerEndpoint;
}

/** Failing requests of each endpoint, also of those without objectives: one that is bad alone must be found. */
function failing({ name }: HttpService): Rates {
  const failed = rate(select(serverSpans.calls, { service: name, http_status_code: serverErrors }), countedOver);
  const arrived = rate(select(serverSpans.calls, { service: name }), countedOver);
  const all = sum(arrived).by("service", "endpoint");
  // Without the zero an endpoint that never failed would have no ratio at all.
  const bad = or(sum(failed).by("service", "endpoint"), scale(all, 0));
  return { bad: or(bad, ofAllEndpoints(bad)), all: or(all, ofAllEndpoints(all)) };
}

/** Slow requests, counted at a boundary of the histogram, of which each objective has one. */
function slow(service: HttpService): Rates {
  const rates = scopesOf(service).map(({ endpoint, objectives }): Rates => {
    const of = { service: service.name, ...(endpoint !== allEndpoints && { endpoint }) };
    const boundary = le(inSeconds(objectives.latency.within));
    const fast = rate(select(serverSpans.durationBucket, { ...of, le: boundary }), countedOver);
    const timed = rate(select(serverSpans.durationCount, of), countedOver);
    const asScope = (each: Vector<"service">) => withLabel(each, "endpoint", endpoint);
    const all = asScope(sum(timed).by("service"));
    const within = asScope(sum(fast).by("service"));
    return { bad: clampMin(arithmetic(all, "-", within), 0), all };
  });
  return {
    bad: rates.map(({ bad }) => bad).reduce((both, one) => or(both, one)),
    all: rates.map(({ all }) => all).reduce((both, one) => or(both, one)),
  };
}

const ofAllEndpoints = (each: PerEndpoint): PerEndpoint => withLabel(sum(each).by("service"), "endpoint", allEndpoints);

/**
 * Counts rather than means of ratios: a minute with few requests weighs little. A sum over the samples of a rate, each
 * of which stands for the time to the next, is how many there were; where nothing was recorded, there were none.
 */
function judgedSeries(service: HttpService, judged: Judged, { bad, all }: Rates): RecordedSeries[] {
  const endpoint = {
    matches: scopesOf(service)
      .map((scope) => literal(scope.endpoint))
      .join("|"),
  };
  const of = (metric: ByEndpoint) => select(metric, { service: service.name, endpoint });
  const counted = (metric: ByEndpoint, name: WindowName) =>
    scale(overTime("sum", of(metric), windows[name]), inSeconds(scrapeInterval));
  return [
    recordAs(judged.bad, bad),
    recordAs(judged.all, or(all, nothing(service))),
    // An hour without requests may as well be one in which nobody counted.
    recordAs(judged.hourly, where(counted(judged.all, "1h"), ">", 0)),
    ...shortWindows.map((name) =>
      recordAs(judged.ratio[name], divide(counted(judged.bad, name), where(counted(judged.all, name), ">", 0))),
    ),
    ...longWindows.flatMap((name) => {
      const record = isSlow(windows[name]) ? recordSlowly : recordAs;
      const count = of(judged.count[name]);
      const all = withNewest(counted(judged.all, name), of(judged.all), count);
      const share = divide(withNewest(count, of(judged.bad), count), where(all, ">", 0));
      return [
        record(judged.count[name], counted(judged.bad, name)),
        record(judged.ratio[name], scaleBy(share, seen(service, judged, windows[name]))),
      ];
    }),
  ];
}

/** Where nobody calls nothing is counted; that it was recorded is known all the same. */
const nothing = ({ name }: HttpService): PerEndpoint =>
  withLabel(withLabel(constant(0), "service", name), "endpoint", allEndpoints);

/**
 * The share of a window in which the requests of a service were recorded. Before, all may have been well: else ten
 * minutes of a new service, of a series that has a new name, or of a Prometheus that has lost its data, would weigh as
 * much as days. An endpoint that is called for the first time is no news of that kind.
 */
function seen({ name }: HttpService, { all }: Judged, window: Duration): Vector<never> {
  const every = seenEvery(window);
  const recorded = overSteps("count", select(all, { service: name, endpoint: allEndpoints }), window, every);
  const share = scale(sum(recorded), round(every.milliseconds / window.milliseconds));
  return or(share, constant(0));
}

/**
 * What is left of the budgets, of 1. Of the whole period, whose hours are counted one by one: what was not seen yet, or
 * is no longer kept, is taken for good.
 */
function budgetLeft(service: HttpService): Signal {
  const left = scopesOf(service).flatMap((scope) =>
    (Object.keys(goals) as Goal[]).map((goal) => {
      const { all: arriving, count, hourly } = goals[goal].judged;
      const of = { service: service.name, endpoint: scope.endpoint };
      const over = (op: "sum" | "count", metric: ByEndpoint) =>
        overSteps(op, select(metric, of), objectivePeriod, hours(1));
      const spent = divide(over("sum", count["1h"]), where(over("sum", hourly), ">", 0));
      const hoursKnown = scale(over("count", hourly), round(hours(1).milliseconds / objectivePeriod.milliseconds));
      const counted = arithmetic(scale(spent, round(1 / budgetOf(goal, scope))), "*", hoursKnown);
      // In its first hour nothing is counted of a service.
      const share = or(counted, scale(select(arriving, of), 0));
      return withLabel(complement(share), "objective", goal);
    }),
  );
  const all = left.reduce((both, one) => or(both, one));
  return { ...http.budgetLeft, series: [recordSlowly(http.budgetLeft.ratio, all)] };
}
