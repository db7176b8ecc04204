import type { Finding } from "../findings/finding";
import { error, within } from "../findings/finding";
import type { HttpService } from "../model/http-service";
import { allEndpoints, objectivePeriod } from "../model/http-service";
import type { Levels } from "../model/levels";
import { withOrigin } from "../model/origin";
import type { System } from "../model/system";
import type { Goal, Scope } from "../signals/objectives";
import { budgetOf, goals, scopesOf } from "../signals/objectives";
import { scrapeInterval } from "../environments/scrape";
import { longerOf, milliseconds, round, together } from "../units/quantities";
import { durationText, percentText } from "../units/text";
import { evaluationInterval } from "./alert";
import { timeToNotice } from "./http/burn";
import { symptom } from "./levels";
import { groupWaits } from "./routing";

/** Two scrapes until a rate says anything, one to record it, one evaluation. */
const reaction = milliseconds(3 * scrapeInterval.milliseconds + evaluationInterval.milliseconds);

/** Findings on objectives whose budget a total failure would have spent before anybody hears of it. */
export const checkDetection = ({ services }: System): Finding[] =>
  services.flatMap((service) => withOrigin(service, checkService(service)));

const checkService = (service: HttpService): Finding[] =>
  scopesOf(service).flatMap((scope) =>
    (Object.keys(goals) as Goal[]).flatMap((goal) => within(placeOf(scope, goal), checkGoal(service, goal, scope))),
  );

const placeOf = ({ endpoint }: Scope, goal: Goal): string =>
  `${endpoint === allEndpoints ? "objectives" : `routes[${endpoint}].objectives`}.${goal}`;

/** A ticket waits for company. */
const most: Levels<string> = { page: "99.99 %", ticket: "99.98 %" };

function checkGoal(service: HttpService, goal: Goal, scope: Scope): Finding[] {
  const severity = symptom(service);
  const budget = budgetOf(goal, scope);
  const notice = timeToNotice(service, goal, scope, severity);
  const target = percentText(goals[goal].target(scope.objectives));
  if (notice === undefined)
    return [
      error({
        id: "objective-not-alertable",
        where: "",
        what: `${target} leave so much that failing altogether is less than what a ${severity} waits for.`,
        why: "no alert on it could ever fire.",
        fix: "promise more than 75 %, or leave to the dashboard what may fail so often.",
      }),
    ];
  const spent = milliseconds(round(budget * objectivePeriod.milliseconds));
  const told = together(longerOf(notice, reaction), groupWaits[severity]);
  return spent.milliseconds > told.milliseconds
    ? []
    : [
        error({
          id: "objective-not-detectable",
          where: "",
          what: `${target} over ${durationText(objectivePeriod)} leave ${Math.round(spent.milliseconds / 1000)} s of total failure; a ${severity} of one is sent after ${Math.round(told.milliseconds / 1000)} s.`,
          why: "the budget would be spent before anybody is told: the alert cannot keep this promise.",
          fix: `promise ${most[severity]} at most, or measure and act by machine.`,
        }),
      ];
}
