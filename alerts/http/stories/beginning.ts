import { scrapeInterval } from "../../../environments/scrape";
import type { HttpService } from "../../../model/http-service";
import { allEndpoints } from "../../../model/http-service";
import type { Goal, Scope } from "../../../signals/objectives";
import { budgetOf } from "../../../signals/objectives";
import { windows } from "../../../signals/windows";
import type { Duration } from "../../../units/quantities";
import { hours, inSeconds, longerOf, minutes, round, times, together } from "../../../units/quantities";
import { durationText } from "../../../units/text";
import { units } from "../../../units/unit";
import type { Severity } from "../../alert";
import type { FiringStory, Story } from "../../stories/story";
import type { Burn } from "../burn";
import { burnsOf, levelOf, usualFewest } from "../burn";
import { bad, busy, sampledEvery } from "./burn-pair";
import { anyEndpoint, requestsTo } from "./requests";

/**
 * Stories of a service whose requests have only begun to be recorded. What is bad in the first minutes that are
 * recorded at all is half of what each pair of windows allows. One looks while a short window still sees it: no long
 * one may take the minutes since for all of its days.
 */
export function beginnings(service: HttpService, goal: Goal, scope: Scope, severity: Severity): Story[] {
  const burns = burnsOf(service, severity);
  const allowed = burns.map((burn) => levelOf(burn, budgetOf(goal, scope)) * inMinutes(windows[burn.long]));
  const inAll = 0.5 * Math.min(...allowed);
  const lasts = minutes(Math.max(2, Math.ceil(1.2 * inAll)));
  const share = round(inAll / inMinutes(lasts));
  const shorts = [...new Set(burns.flatMap(({ short, fewest }) => (fewest < usualFewest ? [] : [short])))];
  return shorts.map((short) => {
    const at = longerOf(times(windows[short], 0.8), together(lasts, minutes(2)));
    return {
      when: `${units.ratio.text(share)} of the first requests are bad, for ${durationText(lasts)}, and ${durationText(at)} are recorded`,
      given: requestsTo(
        service,
        anyEndpoint(service),
        [
          { for: lasts, perSecond: busy, ...bad(goal, share) },
          { for: at, perSecond: busy },
        ],
        sampledEvery,
      ),
      at,
      every: sampledEvery,
      sampledEvery,
    };
  });
}

const inMinutes = ({ milliseconds }: Duration): number => milliseconds / minutes(1).milliseconds;

/**
 * Story of a service that is called again after hours without requests, and fails. That nobody called is known too: it
 * has not just begun to be recorded.
 */
export function afterSilence(service: HttpService, goal: Goal, scope: Scope, severity: Severity): FiringStory {
  const burn = burnsOf(service, severity).find(isSlowBurn);
  if (!burn) throw new Error(`no burn rate over hours for ${severity}`);
  const [silent, called] = [hours(7), minutes(24)];
  const share = 1.15 * levelOf(burn, budgetOf(goal, scope));
  // Enough of them, where each sample counts for a scrape, however rarely it is taken.
  const every = minutes(2);
  const counted = (share * inSeconds(called) * scrapeInterval.milliseconds) / every.milliseconds;
  const perSecond = Math.max(busy, Math.ceil((1.25 * burn.fewest) / counted));
  const course = [{ for: together(called, minutes(4)), perSecond, ...bad(goal, share) }];
  return {
    when: `nobody calls for ${durationText(silent)}, and then ${units.ratio.text(round(Math.min(share, 1)))} are bad for ${durationText(called)}`,
    given: requestsTo(service, anyEndpoint(service), course, sampledEvery).map(({ values, ...series }) => ({
      ...series,
      values: `_x${silent.milliseconds / sampledEvery.milliseconds} ${values}`,
    })),
    at: together(silent, called),
    every,
    sampledEvery,
    labels: [{ service: service.name, endpoint: allEndpoints }],
  };
}

const isSlowBurn = (burn: Burn): boolean => burn.long === "6h" && "times" in burn;
