import { floors } from "../../alerts/http/floors";
import { divide, max, or, scale, select, sum, where } from "../../promql/build";
import { http, serverErrors } from "../../signals/http";
import { inSeconds } from "../../units/quantities";
import { durationText } from "../../units/text";
import { alertPanel } from "../alert-panel";
import { graph, query, table } from "../build";
import { dashboardUrl, serviceDashboardUid } from "../links";
import type { Panel } from "../panel";
import type { Context } from "./context";
import { chosen, onlyThisEndpoint } from "./context";

export const timeByEndpoint = ({ service: { name } }: Context): Panel => {
  const spent = sum(select(http.timeSpent.rate, { service: name })).by("endpoint");
  const requests = sum(select(http.requests.rate, { service: name })).by("endpoint");
  const failed = sum(select(http.non200.rate, { service: name, status_code: serverErrors })).by("endpoint");
  const timed = sum(select(http.timed.rate, { service: name })).by("endpoint");
  return table("time-by-endpoint", http.timeSpent, {
    title: "Endpoints by time spent",
    rowLabel: {
      name: "endpoint",
      title: "Endpoint",
      links: [
        {
          title: "Only this endpoint",
          url: dashboardUrl(serviceDashboardUid(name), { endpoint: "${__value.raw:percentencode}" }),
        },
      ],
    },
    queries: [
      query("Time spent", spent),
      query("Requests", requests, http.requests.unit),
      query("Mean", divide(spent, where(timed, ">", 0)), http.duration.unit),
      query("p95", max(select(http.duration.p95, { service: name })).by("endpoint"), http.duration.unit),
      query("Failing", divide(or(failed, scale(requests, 0)), where(requests, ">", 0)), http.errorRatio.unit),
    ],
  });
};

export const againstDayBefore = ({ alerts }: Context): Panel => {
  const { requests, mean } = floors.slowdown;
  return alertPanel(alerts.endpointSlowdown, {
    title: "Endpoints against the day before",
    description: `Mean duration of the last half hour, as a multiple of the day before: 1 is normal. 0 where there were under ${requests} requests, or the mean is under ${durationText(mean)}.`,
    legend: "{{endpoint}}",
    width: 12,
  });
};

export const p95ByEndpoint = (context: Context): Panel => {
  const { name, objectives } = context.service;
  const p95 = select(http.duration.p95, { service: name, endpoint: chosen });
  return graph("p95-by-endpoint", http.duration, {
    title: "p95 by endpoint",
    description: "The slowest status of each endpoint. The line is the objective of the service.",
    width: 12,
    thresholds: [{ above: inSeconds(objectives.latency.within) }],
    links: [onlyThisEndpoint(context)],
    queries: [query("{{endpoint}}", max(p95).by("endpoint"))],
  });
};
