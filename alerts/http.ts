import { scrapeInterval } from "../environments/scrape";
import { literal } from "../findings/regex";
import { dependenciesOf } from "../model/dependencies";
import type { HttpService } from "../model/http-service";
import type { Vector } from "../promql/build";
import {
  atLeast,
  before,
  clampMin,
  complement,
  divide,
  max,
  or,
  overTime,
  scale,
  scaleBy,
  select,
  smallerOf,
  sum,
  where,
} from "../promql/build";
import { up } from "../signals/contracts/prometheus";
import { http } from "../signals/http";
import type { Goal, Scope } from "../signals/objectives";
import { scopesOf } from "../signals/objectives";
import type { Duration } from "../units/quantities";
import { days, hours, inSeconds, milliseconds, minutes, round } from "../units/quantities";
import { durationText } from "../units/text";
import { units } from "../units/unit";
import type { AlertRule } from "./alert";
import { suspectsOf } from "./dependencies";
import { onlyWhere } from "./floor";
import { endpointErrorStories, slowdownStories } from "./http/stories/endpoints";
import { trafficStories } from "./http/stories/traffic";
import { common } from "./http-common";
import { exporterAbsent } from "./http-collectors";
import { budgetSpent, objectiveAlert } from "./http-objectives";
import type { Levelled } from "./levels";
import { symptom } from "./levels";
import type { ScrapeTarget } from "./target";

/** Below these the numbers are noise, and the value of the alert is 0. */
export const floors = {
  /** Requests to an endpoint that fail within an hour. */
  endpointFailures: 10,
  /** Requests per second of the hour before, for traffic to be missed. */
  usualRate: 0.1,
  /** Requests to an endpoint in half an hour, and their mean duration, for a slowdown to be felt. */
  slowdown: { requests: 30, mean: milliseconds(50) },
} as const;

/** Where the alerts stand. */
const levels = {
  /** Share of the requests to an endpoint that fail. */
  endpointErrors: 0.1,
  /** Times as long as in the day before. */
  slowdown: 2,
  /** Share of the usual requests that is missing. */
  trafficLost: 0.9,
} as const;

/** The rules of one HTTP service, by what they are about. */
export type HttpAlerts = Readonly<
  Record<"budgetSpent" | "endpointErrors" | "endpointSlowdown" | "trafficGone", AlertRule> &
    Record<Goal | "exporterAbsent", Levelled>
>;

/** @param target of the exporter that counts the service's spans */
export const httpAlerts = (service: HttpService, target: ScrapeTarget): HttpAlerts => ({
  availability: objectiveAlert(service, "availability"),
  latency: objectiveAlert(service, "latency"),
  budgetSpent: budgetSpent(service),
  endpointErrors: endpointErrors(service),
  endpointSlowdown: endpointSlowdown(service),
  trafficGone: trafficGone(service, target),
  exporterAbsent: exporterAbsent(service, target),
});

function endpointSlowdown(service: HttpService): AlertRule {
  const { name } = service;
  const per = ["service", "endpoint"] as const;
  const recent = minutes(30);
  const spent = select(http.timeSpent.rate, { service: name });
  const requests = select(http.timed.rate, { service: name });
  const now = divide(
    sum(overTime("sum", spent, recent)).by(...per),
    where(sum(overTime("sum", requests, recent)).by(...per), ">", 0),
  );
  const dayBefore = divide(
    sum(overTime("sum", before(spent, recent), days(1))).by(...per),
    where(sum(overTime("sum", before(requests, recent), days(1))).by(...per), ">", 0),
  );
  const { requests: fewest, mean } = floors.slowdown;
  const busy = atLeast(sum(overTime("avg", requests, recent)).by(...per), round(fewest / inSeconds(recent)));
  const felt = atLeast(now, inSeconds(mean));
  return {
    ...common(service, "http-endpoint-slowdown", "slowdown"),
    title: `${name}: an endpoint became slow`,
    severity: "ticket",
    watches: http.timeSpent,
    unit: "times",
    value: onlyWhere(divide(now, where(dayBefore, ">", 0)), busy, felt).expr,
    fires: { above: levels.slowdown },
    clears: 1.5,
    pendingFor: minutes(15),
    numbers: {
      window: durationText(recent),
      requests: String(fewest),
      mean: durationText(mean),
    },
    summary: (value, above) =>
      `{{ $labels.endpoint }} of ${name} takes ${value} as long on average as in the day before; the alert stands at ${above}.`,
    firstSteps: [
      'Since when? Panel "Endpoints against the day before", filtered by the endpoint.',
      "Since a deploy? Marks on the panels.",
      'More or larger requests? Panel "Requests by parameters".',
    ],
    stories: () => slowdownStories(service, levels.slowdown, { requests: fewest, mean: inSeconds(mean) }),
  };
}

/** The share of the usual requests that is missing; 0 where few are usual. */
export function trafficLost({ name }: HttpService, target: ScrapeTarget): Vector<"service"> {
  const requests = select(http.requests.rate, { service: name });
  const usual = sum(select(http.usual.rate, { service: name })).by("service");
  // Nothing arriving at all leaves no series: the usual rate times zero stands in.
  const now = or(sum(requests).by("service"), scale(usual, 0));
  const lost = clampMin(complement(divide(now, where(usual, ">", 0))), 0);
  // Without a collector nothing is counted, and that is the other alert's to tell.
  return scaleBy(onlyWhere(lost, atLeast(usual, floors.usualRate)), max(select(up, { ...target })));
}

/** One endpoint behind a service that keeps its promise; those with objectives of their own are judged by these. */
function endpointErrors(service: HttpService): AlertRule {
  const { name } = service;
  const others = { service: name, endpoint: { notMatches: scopesOf(service).map(scopePattern).join("|") } };
  const { bad, all } = http.errorRatio;
  const share = (over: Duration) =>
    divide(overTime("sum", select(bad, others), over), where(overTime("sum", select(all, others), over), ">", 0));
  const failures = scale(overTime("sum", select(bad, others), hours(1)), inSeconds(scrapeInterval));
  return {
    ...common(service, "http-endpoint-errors", "endpoint"),
    title: `${name}: an endpoint fails`,
    severity: "ticket",
    watches: http.errorRatio,
    // The last ten minutes say whether it goes on.
    value: onlyWhere(smallerOf(share(hours(1)), share(minutes(10))), atLeast(failures, floors.endpointFailures)).expr,
    fires: { above: levels.endpointErrors },
    clears: levels.endpointErrors / 2,
    pendingFor: minutes(5),
    numbers: {
      window: durationText(hours(1)),
      recent: durationText(minutes(10)),
      failures: String(floors.endpointFailures),
    },
    summary: (value, above) =>
      `{{ $labels.endpoint }} of ${name} fails ${value} of its requests (5xx); the alert stands at ${above}.`,
    firstSteps: [
      'Since when, and with which status? Panel "Responses other than 200", filtered by the endpoint.',
      "Since a deploy? Marks on the panels.",
      "Which parameters, which data? The logs of its failing requests.",
    ],
    stories: () => endpointErrorStories(service, levels.endpointErrors, floors.endpointFailures),
  };
}

const scopePattern = ({ endpoint }: Scope): string => literal(endpoint);

function trafficGone(service: HttpService, target: ScrapeTarget): AlertRule {
  const { name } = service;
  return {
    ...common(service, "http-traffic-gone", "traffic"),
    title: `${name}: requests no longer arrive`,
    severity: symptom(service),
    watches: http.requests,
    unit: "ratio",
    value: trafficLost(service, target).expr,
    fires: { above: levels.trafficLost },
    clears: 0.7,
    pendingFor: minutes(5),
    absent: {
      means: "healthy",
      because: "where nothing arrived a week, a day or an hour before, there is nothing to lose",
    },
    numbers: { usual: units.requestsPerSecond.text(floors.usualRate) },
    summary: (value, above) =>
      `${name} lost ${value} of the requests per second it usually has at this hour; the alert stands at ${above}.`,
    firstSteps: [
      'Does the service answer from outside? Panel "Places it fails from": at 0 it does.',
      "Ingress, DNS, certificate: what stands between clients and the service?",
      'Is the exporter up? If not, only the counting stopped: panel "Exporters that can be scraped".',
    ],
    lookFirst: suspectsOf(dependenciesOf(service)),
    stories: () => trafficStories(service, target, levels.trafficLost, floors.usualRate),
  };
}
