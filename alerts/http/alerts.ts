import type { HttpService } from "../../model/http-service";
import type { Team } from "../../model/team";
import type { Goal } from "../../signals/objectives";
import type { AlertRule } from "../alert";
import type { Levelled } from "../levels";
import type { ScrapeTarget } from "../target";
import { exporterAbsent } from "./collectors";
import { endpointErrors } from "./endpoint-errors";
import { budgetSpent, objectiveAlert } from "./objectives";
import { endpointSlowdown } from "./slowdown";
import { trafficGone } from "./traffic";

/** The rules of one HTTP service, by what they are about. */
export type HttpAlerts = Readonly<
  Record<"budgetSpent" | "endpointErrors" | "endpointSlowdown" | "trafficGone", AlertRule> &
    Record<Goal | "exporterAbsent", Levelled>
>;

/**
 * All alert rules of one HTTP service.
 * @param target of the exporter that counts the service's spans
 * @param keeper team of that exporter
 */
export const httpAlerts = (service: HttpService, target: ScrapeTarget, keeper: Team): HttpAlerts => ({
  availability: objectiveAlert(service, "availability"),
  latency: objectiveAlert(service, "latency"),
  budgetSpent: budgetSpent(service),
  endpointErrors: endpointErrors(service),
  endpointSlowdown: endpointSlowdown(service),
  trafficGone: trafficGone(service, target),
  exporterAbsent: exporterAbsent(service, target, keeper),
});
