import type { HttpService } from "../../model/http-service";
import { before, count, select, unless } from "../../promql/build";
import { printLine } from "../../promql/print";
import { containerInfo } from "../../signals/contracts/kube-state-metrics";
import { http } from "../../signals/http";
import { minutes } from "../../units/quantities";
import { colours } from "../colours";
import { overviewLink, overviewUid, serviceDashboardUid } from "../links";
import type { Annotation, Dashboard } from "../panel";
import type { Context } from "./context";
import { heatmap, percentiles, slow } from "./duration";
import { failing, non200, statusClasses } from "./errors";
import { exporter, outsideDescription } from "./exporter";
import { failingNow, quantileNow, requestsNow, slowNow } from "./now";
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
    annotations: [deploys(service)],
    links: [{ title: overviewLink.title, uid: overviewUid }],
    rows: [
      { title: "Now", panels: [requestsNow(context), failingNow(context), quantileNow(context), slowNow(context)] },
      { title: "Rate", panels: [byEndpoint(context), byParams(context), trafficLost(context)] },
      { title: "Errors", panels: [failing(context), statusClasses(context), non200(context)] },
      { title: "Duration", panels: [percentiles(context), slow(context), heatmap(context)] },
      {
        title: "Where time goes",
        panels: [timeByEndpoint(context), againstDayBefore(context), p95ByEndpoint(context)],
      },
      { title: "Exporter", panels: [exporter(context), outsideDescription(context)] },
    ],
  };
}

/** A new image of the deployment's pods, for five minutes after it was first seen: a rollout or a rollback, not a scaling. */
function deploys({ workload }: HttpService): Annotation {
  const running = select(containerInfo, {
    namespace: workload.namespace,
    // Replica set and pod: another deployment whose name goes on with a hyphen has one part more.
    pod: { matches: `${workload.deployment}-[^-]+-[^-]+` },
  });
  return {
    name: "Deploys",
    colour: colours.pink,
    title: "{{image}}",
    expr: printLine(unless(count(running).by("image"), count(before(running, minutes(5))).by("image"), ["image"]).expr),
  };
}
