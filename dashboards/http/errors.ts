import { floors } from "../../alerts/http";
import { rate, relabel, select, sum } from "../../promql/build";
import { serverSpans } from "../../signals/contracts/span-metrics";
import { http, window } from "../../signals/http";
import { durationText } from "../../units/text";
import { alertPanel } from "../alert-panel";
import { graph, query } from "../build";
import { colours } from "../colours";
import type { Panel } from "../panel";
import type { Context } from "./context";
import { chosen, onlyThisEndpoint, rateInterval } from "./context";

export const failing = ({ service, alerts }: Context): Panel =>
  alertPanel(alerts.errorRatio, {
    description: `The alert only counts it from ${floors.badRequests} failures in ${durationText(window)} on.`,
    legend: "as alerted",
    beside: [query("failing", select(http.errorRatio.ratio, { service: service.name }))],
  });

export const statusClasses = ({ service }: Context): Panel => {
  const responses = rate(select(serverSpans.calls, { service: service.name, endpoint: chosen }), rateInterval);
  return graph("status-classes", http.requests, {
    title: "Status classes",
    description: "How requests end, as shares of all. 5xx are faults of the service, 4xx mostly of its callers.",
    stacked: true,
    colours: { "2xx": colours.blue, "3xx": colours.sky, "4xx": colours.orange, "5xx": colours.vermilion },
    queries: [query("{{class}}", sum(relabel(responses, "http_status_code", "(.).*", "class", "${1}xx")).by("class"))],
  });
};

export const non200 = (context: Context): Panel => {
  const responses = select(http.non200.rate, { service: context.service.name, endpoint: chosen });
  return graph("non-200", http.non200, {
    noValue: "All answers are 200",
    links: [onlyThisEndpoint(context)],
    queries: [query("{{status_code}} {{endpoint}}", sum(responses).by("endpoint", "status_code"))],
  });
};
