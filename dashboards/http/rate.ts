import { select, sum } from "../../promql/build";
import { http } from "../../signals/http";
import { alertPanel } from "../alert-panel";
import { overviewLink } from "../links";
import type { Panel } from "../panel";
import type { Context } from "./context";
import { chosen, onlyThisEndpoint, query } from "./context";

export const byEndpoint = (context: Context): Panel => ({
  kind: "timeseries",
  key: "requests-by-endpoint",
  title: "Requests by endpoint",
  description: "Which routes carry the traffic. One that stops while others go on lost its callers.",
  unit: "requestsPerSecond",
  width: 8,
  height: 8,
  links: [onlyThisEndpoint(context)],
  queries: [
    query(
      "A",
      "{{endpoint}}",
      sum(select(http.requests, { service: context.service.name, endpoint: chosen })).by("endpoint"),
    ),
  ],
});

export const byParams = (context: Context): Panel => ({
  kind: "timeseries",
  key: "requests-by-params",
  title: "Requests by parameters",
  description:
    "By the names of the query parameters, never their values. `other`: only names that the description does not list; `many`: more than five of them.",
  unit: "requestsPerSecond",
  width: 8,
  height: 8,
  links: [overviewLink],
  queries: [
    query(
      "A",
      "{{method}} {{params}}",
      sum(select(http.requests, { service: context.service.name, endpoint: chosen })).by("method", "params"),
    ),
  ],
});

export const trafficLost = (context: Context): Panel =>
  alertPanel(context, "http-traffic-gone", {
    title: "Traffic lost against the hour before",
    description:
      "0 % or less is normal; 100 % means that nothing arrives any more. Below 0.1 requests/s in that hour it stays at 0 %.",
    legend: "lost",
    width: 8,
    height: 8,
  });
