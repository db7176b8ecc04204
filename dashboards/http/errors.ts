import { rate, relabel, select, sum } from "../../promql/build";
import { serverSpans } from "../../signals/contracts/span-metrics";
import { http } from "../../signals/http";
import { colours } from "../colours";
import { alertPanel } from "../alert-panel";
import { overviewLink } from "../links";
import type { Panel } from "../panel";
import type { Context } from "./context";
import { chosen, onlyThisEndpoint, query, rateInterval } from "./context";

export const failing = (context: Context): Panel =>
  alertPanel(context, "http-error-ratio", {
    title: "Failing requests",
    description: "Share of requests answered with a 5xx. The alert only counts it from 10 failures in 5 minutes on.",
    legend: "as alerted",
    width: 8,
    height: 8,
    beside: [query("B", "failing", select(http.errorRatio, { service: context.service.name }))],
  });

export const statusClasses = (context: Context): Panel => ({
  kind: "timeseries",
  key: "status-classes",
  title: "Status classes",
  description: "How requests end, as shares of all. 5xx are faults of the service, 4xx mostly of its callers.",
  unit: "requestsPerSecond",
  width: 8,
  height: 8,
  stacked: true,
  colours: { "2xx": colours.blue, "3xx": colours.sky, "4xx": colours.orange, "5xx": colours.vermilion },
  links: [overviewLink],
  queries: [
    query(
      "A",
      "{{class}}",
      sum(
        relabel(
          rate(select(serverSpans.calls, { service: context.service.name, endpoint: chosen }), rateInterval),
          "http_status_code",
          "(.)..",
          "class",
          "${1}xx",
        ),
      ).by("class"),
    ),
  ],
});

export const non200 = (context: Context): Panel => ({
  kind: "timeseries",
  key: "non-200",
  title: "Responses other than 200",
  description:
    "By endpoint and status. 201, 204 and redirects belong here too; look for 5xx, and for 4xx that rise suddenly.",
  unit: "requestsPerSecond",
  width: 8,
  height: 8,
  noValue: "All answers are 200",
  links: [onlyThisEndpoint(context)],
  queries: [
    query(
      "A",
      "{{status_code}} {{endpoint}}",
      sum(select(http.non200, { service: context.service.name, endpoint: chosen })).by("endpoint", "status_code"),
      { mayBeEmpty: "every answer is a 200" },
    ),
  ],
});
