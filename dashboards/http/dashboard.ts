import type { HttpService } from "../../model/http-service";
import { titleOf } from "../../model/resource";
import { http } from "../../signals/http";
import { deploys } from "../deploys";
import { resourceDashboardUid, serviceDashboardUid, toOverview } from "../links";
import type { Dashboard } from "../panel";
import type { Context } from "./context";
import { needed } from "./dependencies";
import { heatmap, percentiles, slow } from "./duration";
import { endpointErrors, failing, non200, statusClasses } from "./errors";
import { exporter, outsideDescription } from "./exporter";
import { failingNow, quantileNow, requestsNow, slowNow } from "./now";
import { budgets, burning } from "./objectives";
import { fromOutside } from "./probe";
import { byEndpoint, byParams, trafficLost } from "./rate";
import { againstDayBefore, p95ByEndpoint, timeByEndpoint } from "./time-spent";

/** Everything about one HTTP service on one page: what is wrong on top, where it comes from below. */
export function httpDashboard(context: Context): Dashboard {
  const { service } = context;
  return {
    uid: serviceDashboardUid(service.name),
    title: `${service.name} · rate, errors, duration`,
    description: service.description,
    tags: ["red", service.name, service.owner.name],
    variables: [
      {
        name: "endpoint",
        title: "Endpoint",
        query: `label_values(${http.requests.rate.name}{service="${service.name}"}, endpoint)`,
      },
    ],
    annotations: [deploys(service.workload)],
    links: [toOverview, ...pods(service.workload)],
    rows: [
      { title: "Now", panels: [requestsNow(context), failingNow(context), quantileNow(context), slowNow(context)] },
      {
        title: "Objectives",
        panels: [burning(context, "availability"), burning(context, "latency"), budgets(context)],
      },
      ...needed(context),
      { title: "Rate", panels: [byEndpoint(context), byParams(context), trafficLost(context)] },
      { title: "Errors", panels: [failing(context), endpointErrors(context), statusClasses(context), non200(context)] },
      { title: "Duration", panels: [percentiles(context), slow(context), heatmap(context)] },
      {
        title: "Where time goes",
        panels: [timeByEndpoint(context), againstDayBefore(context), p95ByEndpoint(context)],
      },
      { title: "From outside", panels: fromOutside(context) },
      { title: "Exporter", panels: [exporter(context), outsideDescription(context)] },
    ],
  };
}

/** The dashboard of the pods that run a service, if they are described. */
const pods = (workload: HttpService["workload"]): Dashboard["links"] =>
  "kind" in workload ? [{ title: titleOf(workload), uid: resourceDashboardUid(workload.name) }] : [];
