import { divide, max, or, scale, select, sum, where } from "../../promql/build";
import { http } from "../../signals/http";
import { inSeconds } from "../../units/quantities";
import { dashboardUrl, overviewLink, serviceDashboardUid } from "../links";
import { alertPanel } from "../alert-panel";
import type { Panel } from "../panel";
import type { Context } from "./context";
import { chosen, onlyThisEndpoint, query } from "./context";

/** Rate × mean duration is the time the service spends on an endpoint: ranked by it, the first row is where optimising pays. */
export const timeByEndpoint = (context: Context): Panel => {
  const { name } = context.service;
  const spent = sum(select(http.timeSpent, { service: name })).by("endpoint");
  const requests = sum(select(http.requests, { service: name })).by("endpoint");
  const failed = sum(select(http.non200, { service: name, status_code: { matches: "5.." } })).by("endpoint");
  const perRequest = where(requests, ">", 0);
  return {
    kind: "table",
    key: "time-by-endpoint",
    title: "Endpoints by time spent",
    description:
      "Time spent = rate × mean duration, in seconds of work per second. The first row is where optimising pays.",
    unit: "seconds",
    width: 24,
    height: 9,
    links: [overviewLink],
    rowLabel: {
      name: "endpoint",
      title: "Endpoint",
      link: {
        title: "Only this endpoint",
        url: dashboardUrl(serviceDashboardUid(name), { endpoint: "${__value.raw:percentencode}" }),
      },
    },
    units: {
      "Time spent": "seconds",
      Requests: "requestsPerSecond",
      Mean: "seconds",
      p95: "seconds",
      Failing: "ratio",
    },
    queries: [
      query("A", "Time spent", spent),
      query("B", "Requests", requests),
      query("C", "Mean", divide(spent, perRequest)),
      query("D", "p95", max(select(http.p95, { service: name })).by("endpoint")),
      query("E", "Failing", divide(or(failed, scale(requests, 0)), perRequest)),
    ],
  };
};

export const againstDayBefore = (context: Context): Panel =>
  alertPanel(context, "http-endpoint-slowdown", {
    title: "Endpoints against the day before",
    description:
      "Mean duration of the last half hour, as a multiple of the day before. 1 is normal. 0 where there were under 30 requests, or the mean is under 50 ms.",
    legend: "{{endpoint}}",
    width: 12,
    height: 8,
  });

export const p95ByEndpoint = (context: Context): Panel => ({
  kind: "timeseries",
  key: "p95-by-endpoint",
  title: "p95 by endpoint",
  description: "The slowest status of each endpoint. The line is the objective of the service.",
  unit: "seconds",
  width: 12,
  height: 8,
  threshold: { above: inSeconds(context.service.objectives.latency.within) },
  links: [onlyThisEndpoint(context)],
  queries: [
    query(
      "A",
      "{{endpoint}}",
      max(select(http.p95, { service: context.service.name, endpoint: chosen })).by("endpoint"),
    ),
  ],
});
