import { floors } from "../../alerts/http/floors";
import { collectiveParams as params } from "../../model/http-service";
import { select, sum } from "../../promql/build";
import { http } from "../../signals/http";
import { units } from "../../units/unit";
import { alertPanel } from "../alert-panel";
import { graph, query } from "../build";
import type { Panel } from "../panel";
import type { Context } from "./context";
import { chosen, onlyThisEndpoint } from "./context";

export const byEndpoint = (context: Context): Panel =>
  graph("requests-by-endpoint", http.requests, {
    title: "Requests by endpoint",
    description: "Which routes carry the traffic. One that stops while others go on lost its callers.",
    links: [onlyThisEndpoint(context)],
    queries: [query("{{endpoint}}", sum(requestsOf(context)).by("endpoint"))],
  });

export const byParams = (context: Context): Panel =>
  graph("requests-by-params", http.requests, {
    title: "Requests by parameters",
    description: `By the names of the query parameters, never their values. \`${params.other}\`: only names that the description does not list; \`${params.many}\`: more than ${params.most} of them.`,
    queries: [query("{{method}} {{params}}", sum(requestsOf(context)).by("method", "params"))],
  });

const requestsOf = ({ service }: Context) => select(http.requests.rate, { service: service.name, endpoint: chosen });

export const trafficLost = ({ alerts }: Context): Panel =>
  alertPanel(alerts.trafficGone, {
    title: "Traffic lost",
    description: `Against the same hour a week before, else a day before, else the hour before: 0 % is normal; 100 % means that nothing arrives any more. Where it is usually below ${units.requestsPerSecond.text(floors.usualRate)} it stays at 0 %.`,
    legend: "lost",
  });
