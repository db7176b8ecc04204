import { alarmLevel, httpAlerts } from "../alerts/http";
import type { ScrapeTarget } from "../alerts/target";
import { httpDashboard } from "../dashboards/http/dashboard";
import type { HttpService } from "../model/http-service";
import { sliceName } from "../model/http-service";
import { httpSignals } from "../signals/http";
import type { Slice } from "./slice";

export interface RedSliceFacts {
  readonly service: HttpService;
  /** Of the exporter that counts its spans. */
  readonly target: ScrapeTarget;
  /** Where this repository is read: runbook links begin with it. */
  readonly repository: string;
}

/** Rate, errors and duration of an HTTP service. */
export function redSlice({ service, target, repository }: RedSliceFacts): Slice {
  const alerts = httpAlerts(service, target);
  return {
    name: sliceName(service.name),
    of: service.name,
    owner: service.owner,
    signals: [...httpSignals(service), alarmLevel(service, alerts)],
    unanswered: [],
    alerts: Object.values(alerts),
    dashboard: httpDashboard({ service, alerts, repository }),
  };
}
