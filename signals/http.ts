import type { HttpService } from "../model/http-service";
import {
  complement,
  constant,
  divide,
  histogramQuantile,
  le,
  or,
  rate,
  rename,
  scale,
  select,
  sum,
  where,
  withLabel,
} from "../promql/build";
import { recorded } from "../promql/metric";
import { inSeconds, minutes, remainder } from "../units/quantities";
import { serverSpans } from "./contracts/span-metrics";
import type { Signal } from "./signal";
import { recordAs } from "./signal";

/** Ten scrapes: smooth enough for a graph, quick enough for a page, and one lost scrape does not matter. */
const window = minutes(5);

/** The recorded series of HTTP services: names and labels are the plan's and do not change. */
export const http = {
  requests: recorded(
    "monitoring:http_requests:rate5m",
    ["service", "endpoint", "method", "params"],
    "Requests per second that arrive (plan, metrics 1–3)",
  ),
  p50: durationSeries("p50"),
  p95: durationSeries("p95"),
  p99: durationSeries("p99"),
  mean: durationSeries("avg"),
  non200: recorded(
    "monitoring:http_requests_non200:rate5m",
    ["service", "endpoint", "status_code"],
    "Responses per second with any status but 200 (plan, metrics 6–8)",
  ),
  timeSpent: recorded(
    "monitoring:http_request_seconds:rate5m",
    ["service", "endpoint"],
    "Seconds of work per second, over all requests at once",
  ),
  errorRatio: recorded("monitoring:http_errors:ratio5m", ["service"], "Share of requests that fail with a 5xx"),
  slowRatio: recorded(
    "monitoring:http_slow_requests:ratio5m",
    ["service"],
    "Share of requests slower than the objective",
  ),
  errorBudget: recorded("monitoring:http_error_budget:ratio", ["service"], "Share of requests that may fail"),
};

function durationSeries(name: string) {
  return recorded(
    `monitoring:http_request_duration_seconds:${name}_5m`,
    ["service", "endpoint", "http_status_code"],
    `Response time, ${name} (plan, metrics 4–5)`,
  );
}

/** Rate, errors and duration of one HTTP service, and the ratios its objectives are judged by. */
export const httpSignals = (service: HttpService): Signal[] => [
  requestRate(service),
  requestDuration(service),
  otherThan200(service),
  timeSpent(service),
  errorRatio(service),
  slowRatio(service),
  errorBudget(service),
];

const requestRate = ({ name }: HttpService): Signal => ({
  id: "http-requests",
  title: "Requests",
  method: "rate",
  plan: [1, 2, 3],
  unit: "requestsPerSecond",
  series: [
    recordAs(
      http.requests,
      "requests",
      sum(rate(select(serverSpans.calls, { service: name }), window)).by("service", "endpoint", "method", "params"),
    ),
  ],
  absentMeans: "broken",
  normally: "follows the time of day; a sudden drop means that requests no longer reach the service",
});

const requestDuration = ({ name }: HttpService): Signal => {
  const per = ["service", "endpoint", "http_status_code"] as const;
  const buckets = sum(rate(select(serverSpans.durationBucket, { service: name }), window)).by(...per, "le");
  const seconds = sum(rate(select(serverSpans.durationSum, { service: name }), window)).by(...per);
  const requests = sum(rate(select(serverSpans.durationCount, { service: name }), window)).by(...per);
  // An endpoint without a request in the window has no quantile: NaN, which no comparison lets through.
  const quantile = (q: number) => where(histogramQuantile(q, buckets), ">=", 0);
  return {
    id: "http-duration",
    title: "Response time",
    method: "duration",
    plan: [4, 5],
    unit: "seconds",
    series: [
      recordAs(http.p50, "p50", quantile(0.5)),
      recordAs(http.p95, "p95", quantile(0.95)),
      recordAs(http.p99, "p99", quantile(0.99)),
      recordAs(http.mean, "mean", divide(seconds, where(requests, ">", 0))),
    ],
    absentMeans: "healthy",
    normally: "p95 stays below the objective; p99 alone rising is one endpoint or one client",
  };
};

const otherThan200 = ({ name }: HttpService): Signal => {
  const responses = rate(select(serverSpans.calls, { service: name, http_status_code: { not: "200" } }), window);
  return {
    id: "http-non-200",
    title: "Responses other than 200",
    method: "errors",
    plan: [6, 7, 8],
    unit: "requestsPerSecond",
    series: [
      recordAs(
        http.non200,
        "other than 200",
        sum(rename(responses, "http_status_code", "status_code")).by("service", "endpoint", "status_code"),
      ),
    ],
    absentMeans: "healthy",
    normally: "201, 204 and redirects belong to it; 5xx do not",
  };
};

const timeSpent = ({ name }: HttpService): Signal => ({
  id: "http-time-spent",
  title: "Time spent",
  method: "duration",
  plan: [],
  unit: "seconds",
  series: [
    recordAs(
      http.timeSpent,
      "time spent",
      sum(rate(select(serverSpans.durationSum, { service: name }), window)).by("service", "endpoint"),
    ),
  ],
  absentMeans: "healthy",
  normally: "rate × mean duration: the endpoint at the top is where optimising pays",
});

const errorRatio = ({ name }: HttpService): Signal => {
  const all = sum(rate(select(serverSpans.calls, { service: name }), window)).by("service");
  const failed = sum(
    rate(select(serverSpans.calls, { service: name, http_status_code: { matches: "5.." } }), window),
  ).by("service");
  return {
    id: "http-error-ratio",
    title: "Failing requests",
    method: "errors",
    plan: [],
    unit: "ratio",
    // Without the zero a service that never failed would have no ratio at all.
    series: [recordAs(http.errorRatio, "failing", divide(or(failed, scale(all, 0)), where(all, ">", 0)))],
    absentMeans: "healthy",
    normally: "well below what the objective leaves; no data means no requests",
  };
};

const slowRatio = ({ name, objectives }: HttpService): Signal => {
  const within = le(inSeconds(objectives.latency.within));
  const fast = sum(rate(select(serverSpans.durationBucket, { service: name, le: within }), window)).by("service");
  const all = sum(rate(select(serverSpans.durationCount, { service: name }), window)).by("service");
  return {
    id: "http-slow-ratio",
    title: "Slow requests",
    method: "duration",
    plan: [],
    unit: "ratio",
    series: [recordAs(http.slowRatio, "slow", complement(divide(fast, where(all, ">", 0))))],
    absentMeans: "healthy",
    normally: "below what the objective leaves; counted at a histogram boundary, so it is exact",
  };
};

const errorBudget = ({ name, objectives }: HttpService): Signal => {
  const budget = remainder(objectives.availability);
  return {
    id: "http-error-budget",
    title: "Error budget",
    method: "errors",
    plan: [],
    unit: "ratio",
    series: [recordAs(http.errorBudget, "may fail", withLabel(constant(budget), "service", name))],
    absentMeans: "unknown",
    normally: "constant: what the availability objective leaves",
  };
};
