import { alarmLevel } from "../alerts/alarm-level";
import { httpAlerts } from "../alerts/http/alerts";
import { burnSignal } from "../alerts/http/burn";
import { mostUrgent, rulesOf } from "../alerts/levels";
import { probeAlerts } from "../alerts/http/probe";
import type { ScrapeTarget } from "../alerts/target";
import { httpDashboard } from "../dashboards/http/dashboard";
import type { HttpService } from "../model/http-service";
import { sliceName } from "../model/http-service";
import type { Team } from "../model/team";
import { httpSignals } from "../signals/http-rules";
import { objectiveSignals } from "../signals/objectives";
import { probeSignals } from "../signals/probe";
import type { Measured } from "./slice";

export interface RedSliceFacts {
  readonly service: HttpService;
  /** Scrape target of the exporter that counts the service's spans. */
  readonly target: ScrapeTarget;
  /** Names of the places from which the service is probed. */
  readonly places: readonly string[];
  /** Team that keeps that exporter and those places. */
  readonly platformTeam: Team;
}

/** The slice of an HTTP service: rate, errors and duration, and what is seen of it from outside. */
export function redSlice({ service, target, places, platformTeam }: RedSliceFacts): Measured {
  const alerts = httpAlerts(service, target, platformTeam);
  const probes = probeAlerts(service, target, { owner: platformTeam, names: places });
  const symptoms = [...[alerts.availability, alerts.latency].map(mostUrgent), alerts.trafficGone, probes.failing];
  return {
    name: sliceName(service.name),
    of: service.name,
    owner: service.owner,
    signals: [
      ...httpSignals(service),
      ...objectiveSignals(service),
      ...probeSignals(service),
      burnSignal(service, "availability"),
      burnSignal(service, "latency"),
      alarmLevel(service, symptoms),
    ],
    unanswered: [],
    alerts: rulesOf([...Object.values(alerts), ...Object.values(probes)]),
    dashboard: httpDashboard({ service, alerts, probeAlerts: probes, places }),
  };
}
