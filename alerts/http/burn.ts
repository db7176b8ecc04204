import type { HttpService } from "../../model/http-service";
import type { Levels } from "../../model/levels";
import type { Vector } from "../../promql/build";
import { arithmetic, atLeast, max, or, scale, select, smallerOf, withLabel } from "../../promql/build";
import { timeUntil } from "../../signals/counted";
import { http } from "../../signals/http";
import type { Goal, Scope } from "../../signals/objectives";
import { budgetOf, goals, scopesOf } from "../../signals/objectives";
import type { Signal } from "../../signals/signal";
import { recordAs } from "../../signals/signal";
import type { LongWindow, WindowName } from "../../signals/windows";
import { windows } from "../../signals/windows";
import type { Duration } from "../../units/quantities";
import { asRatio, milliseconds, minutes, percent, round } from "../../units/quantities";
import type { Severity } from "../alert";

/**
 * A pair of windows of an objective, and how much of what arrives may be bad in them. The long window says that it
 * matters, the short one that it goes on: the smaller of the two is judged, so that an alert ends when the short one is
 * well again (SRE workbook, chapter 5, alert 6).
 */
export type Burn = Pair & (ByBudget | Felt | (ByBudget & Felt));

interface Pair {
  readonly long: LongWindow;
  readonly short: WindowName;
  /** Number of bad requests in the long window that it takes; of fewer nothing can be told. */
  readonly fewest: number;
}

interface ByBudget {
  /** Burn rate: times the share that the objective leaves. */
  readonly times: number;
}

interface Felt {
  /**
   * Share of bad requests at which so many feel it that the budget is no excuse: 14.4 times what 95 % leave would be 72
   * of 100.
   */
  readonly felt: number;
}

/** Number of bad requests from which on a share can be told. */
export const usualFewest = 10;

/**
 * Burn rates of page and ticket: the factors and windows of Google's SRE workbook (table 5-8) for 30 days, on 28. The
 * ticket at 3 times that Sloth asks over a day is asked over six hours: five times for six hours, a twentieth of the
 * budget, would not reach the day's.
 */
export const burns: Levels<readonly [Burn, ...Burn[]]> = {
  page: [
    { long: "10m", short: "5m", felt: asRatio(percent(50)), fewest: usualFewest },
    { long: "1h", short: "5m", times: 14.4, felt: asRatio(percent(25)), fewest: usualFewest },
    // Where five times is true, chance shows six in one look of nine if fifty failures are seen, in one of 25 if a
    // hundred are.
    { long: "6h", short: "30m", times: 6, felt: asRatio(percent(15)), fewest: 100 },
    // Where hardly anybody calls: four failures of seven, and none of the others sees ten.
    { long: "6h", short: "1h", felt: asRatio(percent(50)), fewest: 4 },
  ],
  ticket: [
    { long: "6h", short: "30m", times: 3, felt: asRatio(percent(10)), fewest: usualFewest },
    { long: "3d", short: "6h", times: 1, fewest: usualFewest },
  ],
};

/** How long an alert on an objective keeps firing: a share about the level comes and goes, and is one burn. */
export const keptFiringFor = minutes(15);

/** A rate is extrapolated from the samples that its window holds: of one request it may make nine tenths. */
const countedOfOne = 0.9;

/** A share is felt only where it is well above what is promised: slow by nature is slow for nobody. */
const leastTimes = 4;

/** The share of bad requests at which a pair of windows stands. @param budget the share that may be bad */
export function levelOf(burn: Burn, budget: number): number {
  const spent = "times" in burn ? burn.times * budget : Infinity;
  const felt = "felt" in burn ? Math.max(burn.felt, leastTimes * budget) : Infinity;
  return round(Math.min(spent, felt));
}

/**
 * Burn rates that a service's alert of a severity judges. Where nobody is woken, all of them are the ticket's; over the
 * same windows the lower level says it sooner.
 */
export function burnsOf({ criticality }: HttpService, severity: Severity): readonly Burn[] {
  if (severity === "page" || criticality === "critical") return burns[severity];
  const sooner = ({ long, short }: Burn) => burns.ticket.some((burn) => burn.long === long && burn.short === short);
  return [...burns.page.filter((burn) => !sooner(burn)), ...burns.ticket];
}

/** Signal of how close all objectives of one kind are to where they wake somebody, or are somebody's task. */
export function burnSignal(service: HttpService, goal: Goal): Signal {
  const kind = http[goal];
  const recorded = (severity: Severity) => {
    const levels = scopesOf(service).flatMap((scope) => burnLevels(service, goal, scope, burnsOf(service, severity)));
    return recordAs(kind[severity], max(levels.reduce((all, one) => or(all, one))).by("service", "endpoint"));
  };
  // What wakes nobody needs no level for it.
  return {
    ...kind,
    series: service.criticality === "critical" ? [recorded("page"), recorded("ticket")] : [recorded("ticket")],
  };
}

/**
 * Of each pair of windows, under a label of its own, for `or` keeps one of each; and 0 besides: where nothing arrived,
 * nothing was bad.
 */
function burnLevels(
  { name }: HttpService,
  goal: Goal,
  scope: Scope,
  pairs: readonly Burn[],
): Vector<"service" | "endpoint" | "windows">[] {
  const { ratio, count, bad } = goals[goal].judged;
  const of = { service: name, endpoint: scope.endpoint };
  const levels = pairs.map((burn) => {
    const both = smallerOf(select(ratio[burn.long], of), select(ratio[burn.short], of));
    const level = scale(both, round(1 / levelOf(burn, budgetOf(goal, scope))));
    const enough = atLeast(select(count[burn.long], of), round(burn.fewest * countedOfOne));
    return withLabel(arithmetic(level, "*", enough), "windows", `${burn.long} ${burn.short}`);
  });
  return [...levels, withLabel(scale(select(bad, of), 0), "windows", "none")];
}

/** How long all requests have to be bad until somebody is woken, or has a task; undefined where they never are. */
export function timeToNotice(service: HttpService, goal: Goal, scope: Scope, severity: Severity): Duration | undefined {
  const times = burnsOf(service, severity).flatMap((burn) => {
    const level = levelOf(burn, budgetOf(goal, scope));
    return level < 1 ? [timeUntil(level, windows[burn.long]).milliseconds] : [];
  });
  return times.length > 0 ? milliseconds(Math.min(...times)) : undefined;
}
