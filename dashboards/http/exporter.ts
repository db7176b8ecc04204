import { select, sum } from "../../promql/build";
import { undeclaredRoute, unmatchedRoute } from "../../signals/contracts/span-metrics";
import { http } from "../../signals/http";
import { overviewLink } from "../links";
import { alertPanel } from "../alert-panel";
import type { Panel } from "../panel";
import type { Context } from "./context";
import { query } from "./context";

export const exporter = (context: Context): Panel =>
  alertPanel(context, "http-exporter-absent", {
    title: "Collectors that can be scraped",
    description: "1 while at least one collector of this service answers. At 0 all other panels stand still.",
    legend: "answers",
    width: 12,
    height: 6,
  });

export const outsideDescription = (context: Context): Panel => ({
  kind: "timeseries",
  key: "outside-description",
  title: "Requests outside the description",
  description: `\`${undeclaredRoute}\`: the service knows the route, the description does not: add it. \`${unmatchedRoute}\`: no route matched, mostly 404.`,
  unit: "requestsPerSecond",
  width: 12,
  height: 6,
  noValue: "None",
  links: [overviewLink],
  queries: [
    query(
      "A",
      "{{endpoint}} {{method}}",
      sum(
        select(http.requests, {
          service: context.service.name,
          endpoint: { matches: `${undeclaredRoute}|${unmatchedRoute}` },
        }),
      ).by("endpoint", "method"),
      { mayBeEmpty: "every request took a declared route" },
    ),
  ],
});
