import { select, sum } from "../../promql/build";
import { undeclaredRoute, unmatchedRoute } from "../../signals/contracts/span-metrics";
import { http } from "../../signals/http";
import { alertPanel } from "../alert-panel";
import { graph, query } from "../build";
import type { Panel } from "../panel";
import type { Context } from "./context";

export const exporter = ({ alerts }: Context): Panel =>
  alertPanel(alerts.exporterAbsent, { legend: "answers", width: 12, height: 6 });

export const outsideDescription = ({ service }: Context): Panel => {
  const endpoint = { matches: `${undeclaredRoute}|${unmatchedRoute}` };
  const requests = select(http.requests.rate, { service: service.name, endpoint });
  return graph("outside-description", http.requests, {
    title: "Requests outside the description",
    description: `\`${undeclaredRoute}\`: the service knows the route, the description does not: add it. \`${unmatchedRoute}\`: no route matched, mostly 404.`,
    width: 12,
    height: 6,
    noValue: "None",
    queries: [query("{{endpoint}} {{method}}", sum(requests).by("endpoint", "method"))],
  });
};
