import type { Metric } from "../promql/metric";
import { recorded } from "../promql/metric";
import type { SignalKind } from "./signal";
import type { LongWindow, WindowName } from "./windows";
import { longWindows, windowNames } from "./windows";

/** The statuses that are the service's own failures; 4xx are its callers'. */
export const serverErrors = { matches: "5.." } as const;

const byEndpoint = ["service", "endpoint"] as const;
export type ByEndpoint = Metric<"recorded", (typeof byEndpoint)[number]>;

/**
 * The kinds of signals of HTTP services, with their recorded series: names and labels are the plan's and do not change.
 */
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
    arriving: recorded(
      "monitoring:http_requests_all:rate5m",
      ["service"],
      "requests per second that arrive, to all endpoints together",
    ),
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

/** Recorded series by which an objective is judged; of endpoints without one of their own, the rates alone. */
export interface Judged {
  readonly bad: ByEndpoint;
  readonly all: ByEndpoint;
  readonly hourly: ByEndpoint;
  readonly count: Readonly<Record<LongWindow, ByEndpoint>>;
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
    ratio: each(windowNames, (window) => of(`:ratio${window}`, `share of ${which} in ${window}`)),
  };
}

/** Recorded series of how close something is to waking somebody, or to becoming their task: at 1 it does. */
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
