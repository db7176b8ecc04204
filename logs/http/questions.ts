import type { Component } from "../../model/component";
import type { HttpService } from "../../model/http-service";
import { durationText, percentText } from "../../units/text";
import { logLevel, message, podName, traceId } from "../fields";
import { all, atLeast, exists, not } from "../filter";
import { duration, httpMethod, httpRoute, httpStatus, urlPath } from "./fields";
import { logName } from "../names";
import type { LogPanel, Questions, SavedSearch } from "../panel";
import { ask, bars, byTime, byValues, count, number, percentile, share, table } from "../kibana/build";

/** What is asked of the logs of a service, besides what is asked of all. */
export const httpQuestions = (component: Component, service: HttpService): Questions => ({
  now: [failingNow(service)],
  panels: [byStatus, slowestRoutes(service), failingRoutes],
  searches: [failedRequests(component), slowRequests(component, service)],
});

/** A line that says how a request was answered; what else a service writes has no status. */
const requests = exists(httpStatus);
const faults = atLeast(httpStatus, 500);
const refusals = all(atLeast(httpStatus, 400), not(atLeast(httpStatus, 500)));

const failingNow = ({ objectives }: HttpService): LogPanel =>
  number("failing-now", {
    title: "Requests that fail",
    description: `Answers of 5xx as a share of all that were logged. Normal: none; the objective is ${percentText(objectives.availability)} without. More: which routes, in the table below.`,
    query: ask([share("answered with 5xx", faults)], [], requests),
  });

const byStatus: LogPanel = bars("requests-by-status", {
  title: "Requests by status",
  description:
    "Normal: 200 and its like carry nearly all of it, 404 and 401 are few and even. Another status among the totals, 5xx above all: look at the routes that fail, and at the errors by pattern of the same minutes.",
  query: ask([count("requests")], [byValues(httpStatus, "Status"), byTime], requests),
});

const slowestRoutes = ({ objectives: { latency } }: HttpService): LogPanel =>
  table("slowest-routes", {
    title: "Slowest routes",
    description: `Normal: ${percentText(latency.share)} of all requests within ${durationText(latency.within)}. p95 far above p50: some requests wait, for a lock or another service; both high: the route itself is slow. A trace of the saved search on slow requests tells on what.`,
    query: ask(
      [percentile("p95", duration, 95), percentile("p50", duration, 50), count("Requests")],
      [byValues(httpRoute, "Route")],
      requests,
    ),
  });

const failingRoutes: LogPanel = table("failing-routes", {
  title: "Routes that fail most",
  description:
    "Normal: no 5xx. One route with a high share: its own code, or what only it depends on; all alike: the database or another service. A rise of 4xx alone is mostly a caller's mistake: which one, the lines tell.",
  query: ask(
    [
      count("5xx", faults),
      share("5xx of all", faults),
      count("4xx", refusals),
      share("4xx of all", refusals),
      count("Requests"),
    ],
    [byValues(httpRoute, "Route")],
    requests,
  ),
});

const columns = [httpStatus, httpMethod, httpRoute, duration, urlPath, message, podName, traceId] as const;

const failedRequests = (component: Component): SavedSearch => ({
  id: `${logName(component)}-failed-requests`,
  title: `${component.name} · requests that failed`,
  description: "Answered with 5xx. The trace leads to what other components wrote meanwhile.",
  filter: faults,
  columns,
});

const slowRequests = (component: Component, { objectives: { latency } }: HttpService): SavedSearch => ({
  id: `${logName(component)}-slow-requests`,
  title: `${component.name} · slow requests`,
  description: `Slower than the objective, ${durationText(latency.within)}. The trace leads to what other components wrote meanwhile.`,
  filter: atLeast(duration, latency.within.milliseconds * nanosecondsOfMillisecond),
  columns: [duration, ...columns.filter((field) => field !== duration), logLevel],
});

const nanosecondsOfMillisecond = 1_000_000;
