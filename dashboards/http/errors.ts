import { floors } from "../../alerts/http/floors";
import { rate, relabel, select, sum } from "../../promql/build";
import { serverSpans } from "../../signals/contracts/span-metrics";
import { http } from "../../signals/http";
import { remainder } from "../../units/quantities";
import { alertPanel } from "../alert-panel";
import { graph, query } from "../build";
import { colours } from "../colours";
import type { Panel } from "../panel";
import type { Context } from "./context";
import { chosen, onlyThisEndpoint, rateInterval } from "./context";
import { overWindows } from "./objectives";

export const failing = ({ service: { name, objectives } }: Context): Panel =>
  graph("failing", http.errorRatio, {
    description:
      "The long window says that it matters, the short one that it goes on. The line is what the objective leaves.",
    thresholds: [{ above: remainder(objectives.availability) }],
    queries: overWindows(name, http.errorRatio),
  });

export const endpointErrors = ({ alerts, service }: Context): Panel =>
  alertPanel(alerts.endpointErrors, {
    title: "Endpoints that fail",
    description: `Of those without an objective of their own, the share that fails, over the last hour or the last ten minutes, whichever is less; 0 under ${floors.endpointFailures} failures an hour. All of ${service.name} together may look well while one of them fails.`,
    legend: "{{endpoint}}",
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
    width: 24,
    noValue: "All answers are 200",
    links: [onlyThisEndpoint(context)],
    queries: [query("{{status_code}} {{endpoint}}", sum(responses).by("endpoint", "status_code"))],
  });
};
