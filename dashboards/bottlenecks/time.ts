import type { Vector } from "../../promql/build";
import { and, divide, max, select, sum, topk, where } from "../../promql/build";
import { http } from "../../signals/http";
import { graph, query, table } from "../build";
import { dashboardUrl, serviceDashboardUid } from "../links";
import type { Link, Panel } from "../panel";
import { most } from "./ranking";

const per = ["service", "endpoint"] as const;

const toService: Link = {
  title: "Dashboard of ${__field.labels.service}",
  url: dashboardUrl(serviceDashboardUid("${__field.labels.service}")),
};

/** Table of the endpoints on which most time is spent: every column is of these. */
export const endpoints: Panel = (() => {
  const spent = topk(most, sum(select(http.timeSpent.rate)).by(...per));
  const ofThese = <L extends string>(value: Vector<L | (typeof per)[number]>) => and(value, spent, per);
  const timed = sum(select(http.timed.rate)).by(...per);
  return table("endpoints", http.timeSpent, {
    title: "Endpoints by total time",
    description: "Frequent and slow alike: what a second saved here is worth.",
    noValue: "No requests",
    rowLabel: {
      name: "endpoint",
      title: "Endpoint",
      links: [
        {
          title: "Only this endpoint",
          url: dashboardUrl(serviceDashboardUid("${__data.fields.Service}"), {
            endpoint: "${__value.raw:percentencode}",
          }),
        },
      ],
    },
    moreLabels: [
      {
        name: "service",
        title: "Service",
        links: [{ title: "Dashboard of ${__value.raw}", url: dashboardUrl(serviceDashboardUid("${__value.raw}")) }],
      },
    ],
    queries: [
      query("Time spent", spent),
      query("Requests", ofThese(sum(select(http.requests.rate)).by(...per)), http.requests.unit),
      query(
        "Mean",
        ofThese(divide(sum(select(http.timeSpent.rate)).by(...per), where(timed, ">", 0))),
        http.duration.unit,
      ),
      query("p95", ofThese(max(select(http.duration.p95)).by(...per)), http.duration.unit),
    ],
  });
})();

export const timeByService = graph("time-by-service", http.timeSpent, {
  title: "Time spent by service",
  description:
    "Seconds of work per second: how many requests are in the making at once. One that rises alone is slower or busier.",
  width: 12,
  links: [toService],
  queries: [query("{{service}}", topk(most, sum(select(http.timeSpent.rate)).by("service")))],
});

export const slowest = graph("p95-by-service", http.duration, {
  title: "Slowest endpoint of each service, p95",
  width: 12,
  links: [toService],
  queries: [query("{{service}}", topk(most, max(select(http.duration.p95)).by("service")))],
});
