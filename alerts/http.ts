import { namespace } from "../environments/names";
import type { HttpService } from "../model/http-service";
import type { Vector } from "../promql/build";
import {
  arithmetic,
  atLeast,
  before,
  complement,
  constant,
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
import { http } from "../signals/http";
import { days, hours, inSeconds, minutes, remainder, round } from "../units/quantities";
import { percentText, durationText } from "../units/text";
import { units } from "../units/unit";
import type { AlertRule, Severity } from "./alert";

/** At 14.4 times the budget a month's worth is gone in two days (SRE workbook, chapter 5, table 5-8). */
const fastBurn = 14.4;

/** Fewer bad requests than this in five minutes are noise, whatever share of the traffic they are. */
const floor = 10;

/** The rules of one HTTP service. `job` is the scrape job of the exporter that counts its spans. */
export const httpAlerts = (service: HttpService, job: string): AlertRule[] => [
  errorRatio(service),
  slowRequests(service),
  endpointSlowdown(service),
  trafficGone(service, job),
  exporterAbsent(service, job),
];

/** Symptoms of a critical service wake somebody; of another they wait. */
const symptom = (service: HttpService): Severity => (service.criticality === "critical" ? "page" : "ticket");

const common = (service: HttpService, kind: string) => ({
  id: `${service.name}-${kind.replace(/^http-/, "")}`,
  kind,
  owner: service.owner,
  about: service.description,
  labels: { service: service.name },
  keepFiringFor: minutes(5),
  panel: kind,
});

/** Where the floor is not reached the value is 0: quiet is a number too. */
const onlyWith = <L extends string>(value: Vector<L>, floorReached: Vector<NoInfer<L>>) =>
  arithmetic(value, "*", floorReached);

function errorRatio(service: HttpService): AlertRule {
  const { name, objectives } = service;
  const failed = sum(
    increase(select(serverSpans.calls, { service: name, http_status_code: { matches: "5.." } }), minutes(5)),
  ).by("service");
  const threshold = round(Math.min(fastBurn * remainder(objectives.availability), 0.5));
  return {
    ...common(service, "http-error-ratio"),
    title: `${name}: requests fail`,
    severity: symptom(service),
    unit: "ratio",
    value: onlyWith(sum(select(http.errorRatio, { service: name })).by("service"), atLeast(failed, floor)).expr,
    fires: { above: threshold },
    clears: round(threshold / 2),
    pendingFor: minutes(2),
    absentMeans: "healthy",
    summary: (value) =>
      `${name} fails ${value} of its requests (5xx); the objective is ${percentText(objectives.availability)} without failure, the alert stands at ${units.ratio.text(threshold)}.`,
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
  const all = sum(increase(select(serverSpans.durationCount, { service: name }), minutes(5))).by("service");
  const fast = sum(
    increase(select(serverSpans.durationBucket, { service: name, le: le(inSeconds(within)) }), minutes(5)),
  ).by("service");
  const allowed = remainder(share);
  const threshold = round(Math.min(2 * allowed, (1 + allowed) / 2));
  return {
    ...common(service, "http-slow-requests"),
    title: `${name}: requests are slow`,
    severity: symptom(service),
    unit: "ratio",
    value: onlyWith(
      sum(select(http.slowRatio, { service: name })).by("service"),
      atLeast(arithmetic(all, "-", fast), floor),
    ).expr,
    fires: { above: threshold },
    clears: allowed,
    pendingFor: minutes(10),
    absentMeans: "healthy",
    summary: (value) =>
      `${value} of the requests to ${name} take longer than ${durationText(within)}; the objective allows ${units.ratio.text(allowed)}, the alert stands at ${units.ratio.text(threshold)}.`,
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
  const spent = select(http.timeSpent, { service: name });
  const requests = select(http.requests, { service: name });
  const now = divide(
    sum(overTime("sum", spent, minutes(30))).by(...per),
    where(sum(overTime("sum", requests, minutes(30))).by(...per), ">", 0),
  );
  const dayBefore = divide(
    sum(overTime("sum", before(spent, minutes(30)), days(1))).by(...per),
    where(sum(overTime("sum", before(requests, minutes(30)), days(1))).by(...per), ">", 0),
  );
  // A floor on both: 30 requests in the half hour, and a mean that somebody can feel.
  const busy = atLeast(sum(overTime("avg", requests, minutes(30))).by(...per), round(30 / inSeconds(minutes(30))));
  const felt = atLeast(now, 0.05);
  return {
    ...common(service, "http-endpoint-slowdown"),
    title: `${name}: an endpoint became slow`,
    severity: "ticket",
    unit: "times",
    value: onlyWith(onlyWith(divide(now, where(dayBefore, ">", 0)), busy), felt).expr,
    fires: { above: 2 },
    clears: 1.5,
    pendingFor: minutes(15),
    absentMeans: "healthy",
    summary: (value) =>
      `{{ $labels.endpoint }} of ${name} takes ${value} as long on average as in the day before; the alert stands at ${units.times.text(2)}.`,
    firstSteps: [
      'Since when? Panel "Endpoints against the day before", filtered by the endpoint.',
      "Since a deploy? Marks on the panels.",
      'More or larger requests? Panel "Requests by parameters".',
    ],
  };
}

function trafficGone(service: HttpService, job: string): AlertRule {
  const { name } = service;
  const requests = select(http.requests, { service: name });
  const usual = sum(overTime("avg", before(requests, minutes(10)), hours(1))).by("service");
  // Nothing arriving at all leaves no series: the usual rate times zero stands in.
  const now = or(sum(requests).by("service"), scale(usual, 0));
  return {
    ...common(service, "http-traffic-gone"),
    title: `${name}: requests no longer arrive`,
    severity: symptom(service),
    unit: "ratio",
    // Without a collector nothing is counted, and that is the other alert's to tell.
    value: scaleBy(
      onlyWith(complement(divide(now, where(usual, ">", 0))), atLeast(usual, 0.1)),
      max(select(up, { job })),
    ).expr,
    fires: { above: 0.9 },
    clears: 0.7,
    pendingFor: minutes(5),
    absentMeans: "healthy",
    summary: (value) =>
      `${name} lost ${value} of the requests per second it had in the hour before; the alert stands at ${units.ratio.text(0.9)}.`,
    firstSteps: [
      "Does the service answer? Call a cheap route from outside.",
      "Ingress, DNS, certificate: what stands between clients and the service?",
      'Is the exporter up? If not, only the counting stopped: panel "Collectors that can be scraped".',
    ],
  };
}

function exporterAbsent(service: HttpService, job: string): AlertRule {
  const { name } = service;
  return {
    ...common(service, "http-exporter-absent"),
    title: `${name}: nobody counts its requests`,
    severity: "ticket",
    unit: "count",
    value: or(max(select(up, { job })), constant(0)).expr,
    fires: { below: 0.5 },
    clears: 0.5,
    pendingFor: minutes(5),
    absentMeans: "broken",
    summary: () => `No collector of ${name} could be scraped for 5 min: its other alerts are blind.`,
    firstSteps: [
      `Do its pods run? kubectl -n ${namespace} get pods -l app.kubernetes.io/instance=${job}`,
      "Did a scrape limit hit? Prometheus, page Targets, column Error.",
    ],
  };
}
