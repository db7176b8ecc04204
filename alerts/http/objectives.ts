import type { HttpService, Objectives } from "../../model/http-service";
import { allEndpoints, objectivePeriod } from "../../model/http-service";
import { select } from "../../promql/build";
import { http } from "../../signals/http";
import type { Goal, Scope } from "../../signals/objectives";
import { windows } from "../../signals/windows";
import { minutes } from "../../units/quantities";
import { durationText, percentText } from "../../units/text";
import type { AlertRule } from "../alert";
import { keptFiringFor } from "./burn";
import { inTemplate, levelsText, onPage, sharesTold, windowsTold } from "./burn-text";
import { suspectsOf } from "../dependencies";
import { budgetStories } from "./stories/budget";
import { objectiveStories } from "./stories/objectives";
import { common } from "./common";
import type { Levelled } from "../levels";
import { atLevels, wakingOnlyFor } from "../levels";

/** What differs between the promises. */
const facts = {
  availability: {
    suffix: "errors",
    happens: "requests fail",
    bad: () => "failed with a 5xx",
    objective: ({ availability }: Objectives) => `${percentText(availability)} without failure`,
    firstSteps: [
      'Which endpoint? Panel "Responses other than 200", table "Endpoints by time spent".',
      "Since a deploy? Marks on the panels; roll back first, understand later.",
      "All endpoints at once: look at what they share, the database and the queues.",
    ],
  },
  latency: {
    suffix: "slow",
    happens: "requests are slow",
    bad: ({ latency }: Objectives) => `took longer than ${durationText(latency.within)}`,
    objective: ({ latency }: Objectives) => `${percentText(latency.share)} within ${durationText(latency.within)}`,
    firstSteps: [
      'One endpoint or all? Table "Endpoints by time spent", heatmap "Response times".',
      'More traffic than usual? Panel "Requests by endpoint".',
      "Since a deploy? Marks on the panels.",
    ],
  },
} as const satisfies Record<Goal, unknown>;

/** The promise of an objective, for people: `99.9 % without failure`. */
export const objectiveText = (goal: Goal, objectives: Objectives): string => facts[goal].objective(objectives);

/** The endpoint where it is one's own promise; nothing where all of the service are meant. */
const whose = `{{ if ne $labels.endpoint "${allEndpoints}" }}{{ $labels.endpoint }} of {{ end }}`;

/** The alert on all objectives of one kind: one rule, an instance for each. What fails together is told together. */
export function objectiveAlert(service: HttpService, goal: Goal): Levelled {
  const { name } = service;
  const { suffix, happens, bad, firstSteps } = facts[goal];
  const period = durationText(objectivePeriod);
  const objective = (scope: Scope) => objectiveText(goal, scope.objectives);
  const kind = http[goal];
  const levels = atLevels({ ticket: "ticket", page: "page" } as const, (severity) => {
    const stands = (scope: Scope) => levelsText(service, goal, scope, severity);
    const [now, ...longer] = windowsTold(service, severity).map((window) => durationText(windows[window]));
    return {
      title: `${name}: ${happens}${severity === "page" ? "" : ", its budget goes"}`,
      ...common(service, `http-${goal}`, suffix),
      watches: kind,
      value: select(kind[severity], { service: name }).expr,
      fires: { above: 1 },
      clears: 0.5,
      // Both windows have to agree: waiting longer would only be later.
      pendingFor: minutes(0),
      keepFiringFor: keptFiringFor,
      numbers: {
        fires: onPage(service, stands),
        clears: "half of that",
        objective: onPage(service, objective),
        period,
      },
      shows: sharesTold(service, goal, severity),
      summary: (_level, _threshold, share, ...shares) =>
        `${share} of the requests to ${whose}${name} ${inTemplate(service, ({ objectives }) => bad(objectives))} in the last ${now}, ${longer.map((window, at) => `${shares[at]} in ${window}`).join(", ")}; the alert stands at ${inTemplate(service, stands)}. The objective is ${inTemplate(service, objective)} in ${period}.`,
      firstSteps,
      lookFirst: suspectsOf(service),
      stories: () => objectiveStories(service, goal, severity),
    };
  });
  return wakingOnlyFor(service.criticality, levels);
}

/** Of a budget, so much is left when somebody has to know. */
const nearlySpent = 0.1;

export function budgetSpent(service: HttpService): AlertRule {
  const { name } = service;
  return {
    title: `${name}: an error budget is nearly spent`,
    ...common(service, "http-budget-spent", "budget"),
    severity: "ticket",
    watches: http.budgetLeft,
    value: select(http.budgetLeft.ratio, { service: name }).expr,
    fires: { below: nearlySpent },
    clears: 2 * nearlySpent,
    pendingFor: minutes(15),
    absent: { means: "healthy", because: "where no request was ever counted, nothing was spent" },
    numbers: { period: durationText(objectivePeriod) },
    summary: (value, below) =>
      `Of what {{ $labels.objective }} of ${whose}${name} allows in ${durationText(objectivePeriod)}, ${value} is left; the alert stands at ${below}.`,
    firstSteps: [
      'One bad day, or a little every day? Panel "Error budgets".',
      'A little every day: which endpoint fails or is slow all the time? Table "Endpoints by time spent".',
      "Spent is spent: hold back risky deploys until the worst day has passed, or admit that the objective is another.",
    ],
    stories: () => budgetStories(service, nearlySpent),
  };
}
