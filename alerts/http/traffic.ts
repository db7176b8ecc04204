import type { HttpService } from "../../model/http-service";
import type { Vector } from "../../promql/build";
import { atLeast, clampMin, complement, divide, max, or, scale, scaleBy, select, sum, where } from "../../promql/build";
import { up } from "../../signals/contracts/prometheus";
import { http } from "../../signals/http";
import { minutes } from "../../units/quantities";
import { units } from "../../units/unit";
import type { AlertRule } from "../alert";
import { suspectsOf } from "../dependencies";
import { onlyWhere } from "../floor";
import { symptom } from "../levels";
import type { ScrapeTarget } from "../target";
import { common } from "./common";
import { floors } from "./floors";
import { trafficStories } from "./stories/traffic";

/** Share of the usual requests that is missing where the alert stands; while it waits `clears` decides already. */
const level = 0.9;
const clears = 0.8;

/** The share of the usual requests that is missing; 0 where few are usual. */
export function trafficLost({ name }: HttpService, target: ScrapeTarget): Vector<"service"> {
  const requests = select(http.requests.rate, { service: name });
  const usual = sum(select(http.usual.rate, { service: name })).by("service");
  // Nothing arriving at all leaves no series: the usual rate times zero stands in.
  const now = or(sum(requests).by("service"), scale(usual, 0));
  const lost = clampMin(complement(divide(now, where(usual, ">", 0))), 0);
  // Without a collector nothing is counted, and that is the other alert's to tell.
  return scaleBy(onlyWhere(lost, atLeast(usual, floors.usualRate)), max(select(up, { ...target })));
}

export function trafficGone(service: HttpService, target: ScrapeTarget): AlertRule {
  const { name } = service;
  const pendingFor = minutes(5);
  return {
    title: `${name}: requests no longer arrive`,
    ...common(service, "http-traffic-gone", "traffic"),
    severity: symptom(service),
    watches: http.requests,
    unit: "ratio",
    value: trafficLost(service, target).expr,
    fires: { above: level },
    clears,
    pendingFor,
    absent: {
      means: "healthy",
      because: "where nothing arrived a week, a day or an hour before, there is nothing to lose",
    },
    numbers: { usual: units.requestsPerSecond.text(floors.usualRate) },
    summary: (value, above) =>
      `${name} lost ${value} of the requests per second it usually has at this hour; the alert stands at ${above}.`,
    firstSteps: [
      'Does the service answer from outside? Panel "Places it fails from": at 0 it does.',
      "Ingress, DNS, certificate: what stands between clients and the service?",
      'Is the exporter up? If not, only the counting stopped: panel "Exporters that can be scraped".',
    ],
    lookFirst: suspectsOf(service),
    stories: () => trafficStories(service, target, { lost: level, fewest: floors.usualRate, pendingFor }),
  };
}
