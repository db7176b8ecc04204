import type { HttpService } from "../model/http-service";
import {
  before,
  complement,
  constant,
  divide,
  histogramQuantile,
  le,
  or,
  overTime,
  rate,
  rename,
  scale,
  select,
  sum,
  where,
  withLabel,
} from "../promql/build";
import { recorded } from "../promql/metric";
import type { Duration } from "../units/quantities";
import { days, hours, inSeconds, milliseconds, minutes, remainder } from "../units/quantities";
import { serverSpans } from "./contracts/span-metrics";
import type { Signal, SignalKind } from "./signal";
import { recordAs } from "./signal";

/** Ten scrapes: smooth enough for a graph, quick enough for a page, and one lost scrape does not matter. */
export const window = minutes(5);

/** The statuses that are the service's own failures; 4xx are its callers'. */
export const serverErrors = { matches: "5.." } as const;

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
    judgedBy: "http-slow-ratio",
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
    judgedBy: "http-error-ratio",
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
    ratio: recorded("monitoring:http_errors:ratio5m", ["service"], "share of requests that fail with a 5xx"),
  },
  slowRatio: {
    id: "http-slow-ratio",
    title: "Slow requests",
    method: "duration",
    unit: "ratio",
    absentMeans: "healthy",
    normally: "The share of requests slower than the objective, counted at a histogram boundary and so exact.",
    ratio: recorded(
      "monitoring:http_slow_requests:ratio5m",
      ["service"],
      "share of requests slower than the objective",
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

function durationSeries(name: string) {
  return recorded(
    `monitoring:http_request_duration_seconds:${name}_5m`,
    ["service", "endpoint", "http_status_code"],
    `response time, ${name}`,
  );
}

/** Rate, errors and duration of one HTTP service, and the ratios its objectives are judged by. */
export const httpSignals = (service: HttpService): Signal[] => [
  requests(service),
  duration(service),
  otherThan200(service),
  timeSpent(service),
  timed(service),
  usual(service),
  errorRatio(service),
  slowRatio(service),
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

const errorRatio = ({ name }: HttpService): Signal => {
  const all = sum(rate(select(serverSpans.calls, { service: name }), window)).by("service");
  const failed = sum(rate(select(serverSpans.calls, { service: name, http_status_code: serverErrors }), window)).by(
    "service",
  );
  // Without the zero a service that never failed would have no ratio at all.
  const ratio = divide(or(failed, scale(all, 0)), where(all, ">", 0));
  return { ...http.errorRatio, series: [recordAs(http.errorRatio.ratio, ratio)] };
};

const slowRatio = ({ name, objectives }: HttpService): Signal => {
  const within = le(inSeconds(objectives.latency.within));
  const fast = sum(rate(select(serverSpans.durationBucket, { service: name, le: within }), window)).by("service");
  const all = sum(rate(select(serverSpans.durationCount, { service: name }), window)).by("service");
  return {
    ...http.slowRatio,
    series: [recordAs(http.slowRatio.ratio, complement(divide(fast, where(all, ">", 0))))],
  };
};

const errorBudget = ({ name, objectives }: HttpService): Signal => {
  const budget = constant(remainder(objectives.availability));
  return { ...http.errorBudget, series: [recordAs(http.errorBudget.ratio, withLabel(budget, "service", name))] };
};
