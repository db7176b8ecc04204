import type { HttpService } from "../model/http-service";
import type { Vector } from "../promql/build";
import {
  arithmetic,
  atLeast,
  before,
  clampMin,
  complement,
  divide,
  increase,
  le,
  max,
  or,
  overTime,
  scale,
  scaleBy,
  select,
  sum,
  where,
} from "../promql/build";
import { up } from "../signals/contracts/prometheus";
import { serverSpans } from "../signals/contracts/span-metrics";
import { http, serverErrors, window } from "../signals/http";
import { days, inSeconds, milliseconds, minutes, remainder, round } from "../units/quantities";
import { durationText, percentText } from "../units/text";
import { units } from "../units/unit";
import type { AlertRule } from "./alert";
import { onlyWhere } from "./floor";
import { common } from "./http-common";
import { exporterAbsent } from "./http-collectors";
import type { Levelled } from "./levels";
import { symptom } from "./levels";
import type { ScrapeTarget } from "./target";

/** At 14.4 times the budget a month's worth is gone in two days: the factor of the SRE workbook's table 5-8, over one window. */
const fastBurn = 14.4;

/** Below these the numbers are noise, and the value of the alert is 0. */
export const floors = {
  /** Failing or slow requests in five minutes. */
  badRequests: 10,
  /** Requests per second of the hour before, for traffic to be missed. */
  usualRate: 0.1,
  /** Requests to an endpoint in half an hour, and their mean duration, for a slowdown to be felt. */
  slowdown: { requests: 30, mean: milliseconds(50) },
} as const;

/** The rules of one HTTP service, by what they are about. */
export type HttpAlerts = Readonly<
  Record<"errorRatio" | "slowRequests" | "endpointSlowdown" | "trafficGone", AlertRule> &
    Record<"exporterAbsent", Levelled>
>;

/** @param target of the exporter that counts the service's spans */
export const httpAlerts = (service: HttpService, target: ScrapeTarget): HttpAlerts => ({
  errorRatio: errorRatio(service),
  slowRequests: slowRequests(service),
  endpointSlowdown: endpointSlowdown(service),
  trafficGone: trafficGone(service, target),
  exporterAbsent: exporterAbsent(service, target),
});

function errorRatio(service: HttpService): AlertRule {
  const { name, objectives } = service;
  const failed = sum(increase(select(serverSpans.calls, { service: name, http_status_code: serverErrors }), window)).by(
    "service",
  );
  const ratio = sum(select(http.errorRatio.ratio, { service: name })).by("service");
  const threshold = round(Math.min(fastBurn * remainder(objectives.availability), 0.5));
  return {
    ...common(service, "http-error-ratio", "errors"),
    title: `${name}: requests fail`,
    severity: symptom(service),
    watches: http.errorRatio,
    value: onlyWhere(ratio, atLeast(failed, floors.badRequests)).expr,
    fires: { above: threshold },
    clears: round(threshold / 2),
    pendingFor: minutes(2),
    summary: (value, above) =>
      `${name} fails ${value} of its requests (5xx); the objective is ${percentText(objectives.availability)} without failure, the alert stands at ${above}.`,
    firstSteps: [
      'Which endpoint? Panel "Responses other than 200", table "Endpoints by time spent".',
      "Since a deploy? Marks on the panels; roll back first, understand later.",
      "All endpoints at once: look at what they share, the database and the queues.",
    ],
  };
}

function slowRequests(service: HttpService): AlertRule {
  const { name, objectives } = service;
  const { within, share } = objectives.latency;
  const all = sum(increase(select(serverSpans.durationCount, { service: name }), window)).by("service");
  const fast = sum(
    increase(select(serverSpans.durationBucket, { service: name, le: le(inSeconds(within)) }), window),
  ).by("service");
  const ratio = sum(select(http.slowRatio.ratio, { service: name })).by("service");
  const allowed = remainder(share);
  return {
    ...common(service, "http-slow-requests", "slow"),
    title: `${name}: requests are slow`,
    severity: symptom(service),
    watches: http.slowRatio,
    value: onlyWhere(ratio, atLeast(arithmetic(all, "-", fast), floors.badRequests)).expr,
    fires: { above: round(Math.min(2 * allowed, (1 + allowed) / 2)) },
    clears: allowed,
    pendingFor: minutes(10),
    summary: (value, above) =>
      `${value} of the requests to ${name} take longer than ${durationText(within)}; the objective allows ${units.ratio.text(allowed)}, the alert stands at ${above}.`,
    firstSteps: [
      'One endpoint or all? Table "Endpoints by time spent", heatmap "Response times".',
      'More traffic than usual? Panel "Requests by endpoint".',
      "Since a deploy? Marks on the panels.",
    ],
  };
}

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
    fires: { above: 2 },
    clears: 1.5,
    pendingFor: minutes(15),
    summary: (value, above) =>
      `{{ $labels.endpoint }} of ${name} takes ${value} as long on average as in the day before; the alert stands at ${above}.`,
    firstSteps: [
      'Since when? Panel "Endpoints against the day before", filtered by the endpoint.',
      "Since a deploy? Marks on the panels.",
      'More or larger requests? Panel "Requests by parameters".',
    ],
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

function trafficGone(service: HttpService, target: ScrapeTarget): AlertRule {
  const { name } = service;
  return {
    ...common(service, "http-traffic-gone", "traffic"),
    title: `${name}: requests no longer arrive`,
    severity: symptom(service),
    watches: http.requests,
    unit: "ratio",
    value: trafficLost(service, target).expr,
    fires: { above: 0.9 },
    clears: 0.7,
    pendingFor: minutes(5),
    absent: {
      means: "healthy",
      because: "where nothing arrived a week, a day or an hour before, there is nothing to lose",
    },
    summary: (value, above) =>
      `${name} lost ${value} of the requests per second it usually has at this hour; the alert stands at ${above}.`,
    firstSteps: [
      'Does the service answer from outside? Panel "Places it fails from": at 0 it does.',
      "Ingress, DNS, certificate: what stands between clients and the service?",
      'Is the exporter up? If not, only the counting stopped: panel "Exporters that can be scraped".',
    ],
  };
}

/** One of several that is away leaves its spans to the others: nobody need get up for that. */
