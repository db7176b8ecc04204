import type { HttpService } from "../model/http-service";
import {
  before,
  constant,
  divide,
  histogramQuantile,
  or,
  overTime,
  rate,
  rename,
  select,
  sum,
  where,
  withLabel,
} from "../promql/build";
import type { Metric } from "../promql/metric";
import { recorded } from "../promql/metric";
import type { Duration } from "../units/quantities";
import { days, hours, milliseconds, minutes, remainder } from "../units/quantities";
import { serverSpans } from "./contracts/span-metrics";
import type { Signal, SignalKind } from "./signal";
import { recordAs } from "./signal";

/** Ten scrapes: smooth enough for a graph, quick enough for a page, and one lost scrape does not matter. */
export const window = minutes(5);

/** The statuses that are the service's own failures; 4xx are its callers'. */
export const serverErrors = { matches: "5.." } as const;

/** Windows over which a promise is judged besides the five minutes of all rates. */
export const longWindows = ["10m", "30m", "1h", "6h", "3d"] as const;
export type WindowName = "5m" | (typeof longWindows)[number];

const byEndpoint = ["service", "endpoint"] as const;
export type ByEndpoint = Metric<"recorded", (typeof byEndpoint)[number]>;

/** The kinds of signals of HTTP services, with their recorded series: names and labels are the plan's and do not change. */
export const http = {
  requests: {
    id: "http-requests",
    title: "Requests",
    method: "rate",
    unit: "requestsPerSecond",
    absentMeans: "broken",
    normally: "Follows the time of day; a sudden drop means that requests no longer reach the service.",
    rate: recorded(
      "monitoring:http_requests:rate5m",
      ["service", "endpoint", "method", "params"],
      "requests per second that arrive",
    ),
  },
  duration: {
    id: "http-duration",
    title: "Response time",
    method: "duration",
    unit: "seconds",
    absentMeans: "healthy",
    normally: "Stays below the objective; p99 alone above it is one endpoint or one client.",
    judgedBy: "http-latency",
    p50: durationSeries("p50"),
    p95: durationSeries("p95"),
    p99: durationSeries("p99"),
    mean: durationSeries("avg"),
  },
  non200: {
    id: "http-non-200",
    title: "Responses other than 200",
    method: "errors",
    unit: "requestsPerSecond",
    absentMeans: "healthy",
    normally: "201, 204 and redirects belong here too; look for 5xx, and for 4xx that rise suddenly.",
    judgedBy: "http-availability",
    rate: recorded(
      "monitoring:http_requests_non200:rate5m",
      ["service", "endpoint", "status_code"],
      "responses per second with any status but 200",
    ),
  },
  timeSpent: {
    id: "http-time-spent",
    title: "Time spent",
    method: "duration",
    unit: "seconds",
    absentMeans: "healthy",
    normally: "Rate × mean duration, in seconds of work per second; the largest is where optimising pays.",
    rate: recorded(
      "monitoring:http_request_seconds:rate5m",
      ["service", "endpoint"],
      "seconds of work per second, over all requests at once",
    ),
  },
  timed: {
    id: "http-timed",
    title: "Timed requests",
    method: "rate",
    unit: "requestsPerSecond",
    absentMeans: "healthy",
    normally: "Requests whose duration is part of the time spent: what a mean has to be divided by.",
    noAlert: "only divides the time spent; requests that stop are missed where all are counted",
    rate: recorded(
      "monitoring:http_requests_timed:rate5m",
      ["service", "endpoint"],
      "requests per second whose duration was measured",
    ),
  },
  usual: {
    id: "http-usual",
    title: "Usual requests",
    method: "rate",
    unit: "requestsPerSecond",
    absentMeans: "healthy",
    normally: "The hour around this moment a week before; else a day before; else the hour before.",
    judgedBy: "http-requests",
    rate: recorded("monitoring:http_requests_usual:rate1h", ["service"], "requests per second usual at this hour"),
  },
  alarm: {
    id: "http-alarm",
    title: "Alarm level",
    method: "errors",
    unit: "times",
    absentMeans: "broken",
    normally: "How close a service is to its alerts: at 1 one of them stands.",
    noAlert: "made of the values of the alerts themselves",
    ratio: recorded(
      "monitoring:http_alarm:ratio",
      ["service"],
      "largest value of a service's alerts over its threshold",
    ),
  },
  errorRatio: {
    id: "http-error-ratio",
    title: "Failing requests",
    method: "errors",
    unit: "ratio",
    absentMeans: "healthy",
    normally: "The share of requests answered with a 5xx; stays well below what the objective leaves.",
    judgedBy: "http-availability",
    ...judged("http_errors", "requests that fail with a 5xx"),
  },
  slowRatio: {
    id: "http-slow-ratio",
    title: "Slow requests",
    method: "duration",
    unit: "ratio",
    absentMeans: "healthy",
    normally: "The share of requests slower than the objective, counted at a histogram boundary and so exact.",
    judgedBy: "http-latency",
    ...judged("http_slow_requests", "requests slower than the objective"),
  },
  availability: {
    id: "http-availability",
    title: "Failures against the objective",
    method: "errors",
    unit: "times",
    absentMeans: "healthy",
    normally: "At 1 it is somebody's business. Far below, the budget lasts.",
    ...burn("http_errors", "failing requests"),
  },
  latency: {
    id: "http-latency",
    title: "Slowness against the objective",
    method: "duration",
    unit: "times",
    absentMeans: "healthy",
    normally: "At 1 it is somebody's business. Far below, the budget lasts.",
    ...burn("http_slow_requests", "slow requests"),
  },
  budgetLeft: {
    id: "http-budget-left",
    title: "Error budgets",
    method: "errors",
    unit: "ratio",
    absentMeans: "unknown",
    normally:
      "What is left of what the objectives allow in 28 days; falls by steps, and comes back as the worst days pass.",
    ratio: recorded(
      "monitoring:http_budget_left:ratio",
      ["service", "endpoint", "objective"],
      "share of an error budget of 28 days that is left",
    ),
  },
  errorBudget: {
    id: "http-error-budget",
    title: "Error budget",
    method: "errors",
    unit: "ratio",
    absentMeans: "unknown",
    normally: "Constant: what the availability objective leaves.",
    // A constant: that it is still recorded is part of what the alert on the exporter asks.
    judgedBy: "exporter-up",
    ratio: recorded("monitoring:http_error_budget:ratio", ["service"], "share of requests that may fail"),
  },
} as const satisfies Record<string, SignalKind & Record<string, unknown>>;

/** What a promise is judged by; of endpoints without one of their own, the rates alone. */
export interface Judged {
  readonly bad: ByEndpoint;
  readonly all: ByEndpoint;
  readonly hourly: ByEndpoint;
  readonly count: Readonly<Record<(typeof longWindows)[number], ByEndpoint>>;
  readonly ratio: Readonly<Record<WindowName, ByEndpoint>>;
}

/** @param name of what breaks the promise */
function judged(name: string, which: string): Judged {
  const of = (suffix: string, help: string) => recorded(`monitoring:${name}${suffix}`, byEndpoint, help);
  const each = <Name extends WindowName>(names: readonly Name[], metric: (window: Name) => ByEndpoint) =>
    Object.fromEntries(names.map((window) => [window, metric(window)])) as Record<Name, ByEndpoint>;
  return {
    bad: of(":rate2m", `${which}, per second`),
    all: of("_judged:rate2m", `requests among which ${which} are counted, per second`),
    hourly: of("_judged:count1h", `requests of an hour among which ${which} are counted`),
    count: each(longWindows, (window) => of(`:count${window}`, `${which} in ${window}`)),
    ratio: each(["5m", ...longWindows], (window) => of(`:ratio${window}`, `share of ${which} in ${window}`)),
  };
}

/** How close to where it wakes somebody, or becomes their task: at 1 it does. */
function burn(name: string, which: string) {
  return {
    page: recorded(`monitoring:${name}:page_level`, byEndpoint, `${which} over what wakes somebody`),
    ticket: recorded(`monitoring:${name}:ticket_level`, byEndpoint, `${which} over what is somebody's task`),
  };
}

function durationSeries(name: string) {
  return recorded(
    `monitoring:http_request_duration_seconds:${name}_5m`,
    ["service", "endpoint", "http_status_code"],
    `response time, ${name}`,
  );
}

/** Rate, errors and duration of one HTTP service. */
export const httpSignals = (service: HttpService): Signal[] => [
  requests(service),
  duration(service),
  otherThan200(service),
  timeSpent(service),
  timed(service),
  usual(service),
  errorBudget(service),
];

const requests = ({ name }: HttpService): Signal => ({
  ...http.requests,
  series: [
    recordAs(
      http.requests.rate,
      sum(rate(select(serverSpans.calls, { service: name }), window)).by("service", "endpoint", "method", "params"),
    ),
  ],
});

const duration = ({ name }: HttpService): Signal => {
  const per = ["service", "endpoint", "http_status_code"] as const;
  const buckets = sum(rate(select(serverSpans.durationBucket, { service: name }), window)).by(...per, "le");
  const seconds = sum(rate(select(serverSpans.durationSum, { service: name }), window)).by(...per);
  const counted = sum(rate(select(serverSpans.durationCount, { service: name }), window)).by(...per);
  // An endpoint without a request in the window has no quantile: NaN, which no comparison lets through.
  const quantile = (q: number) => where(histogramQuantile(q, buckets), ">=", 0);
  return {
    ...http.duration,
    series: [
      recordAs(http.duration.p50, quantile(0.5)),
      recordAs(http.duration.p95, quantile(0.95)),
      recordAs(http.duration.p99, quantile(0.99)),
      recordAs(http.duration.mean, divide(seconds, where(counted, ">", 0))),
    ],
  };
};

const otherThan200 = ({ name }: HttpService): Signal => {
  const responses = rate(select(serverSpans.calls, { service: name, http_status_code: { not: "200" } }), window);
  const renamed = rename(responses, "http_status_code", "status_code");
  return {
    ...http.non200,
    series: [recordAs(http.non200.rate, sum(renamed).by("service", "endpoint", "status_code"))],
  };
};

const timeSpent = ({ name }: HttpService): Signal => {
  const seconds = rate(select(serverSpans.durationSum, { service: name }), window);
  return { ...http.timeSpent, series: [recordAs(http.timeSpent.rate, sum(seconds).by("service", "endpoint"))] };
};

const timed = ({ name }: HttpService): Signal => {
  const counted = rate(select(serverSpans.durationCount, { service: name }), window);
  return { ...http.timed, series: [recordAs(http.timed.rate, sum(counted).by("service", "endpoint"))] };
};

const usual = ({ name }: HttpService): Signal => {
  const arriving = select(http.requests.rate, { service: name });
  const hourAround = (ago: Duration) => sum(overTime("avg", before(arriving, ago), hours(1))).by("service");
  // So that the hour, which ends where it is asked for, lies around the moment.
  const lessHalfAnHour = (ago: Duration) => milliseconds(ago.milliseconds - minutes(30).milliseconds);
  // A week before knows weekends; a young service has only yesterday, or the hour before.
  const weekBefore = hourAround(lessHalfAnHour(days(7)));
  const dayBefore = hourAround(lessHalfAnHour(days(1)));
  const rates = or(or(weekBefore, dayBefore), hourAround(minutes(10)));
  return { ...http.usual, series: [recordAs(http.usual.rate, rates)] };
};

const errorBudget = ({ name, objectives }: HttpService): Signal => {
  const budget = constant(remainder(objectives.availability));
  return { ...http.errorBudget, series: [recordAs(http.errorBudget.ratio, withLabel(budget, "service", name))] };
};
