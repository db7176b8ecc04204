import { httpAlerts } from "../alerts/http";
import { httpDashboard } from "../dashboards/http/dashboard";
import type { HttpService } from "../model/http-service";
import { sliceName } from "../model/http-service";
import { httpSignals } from "../signals/http";
import type { Slice } from "./slice";

export interface RedSliceFacts {
  readonly service: HttpService;
  /** The scrape job of the exporter that counts its spans. */
  readonly job: string;
  /** Where this repository is read: runbook links begin with it. */
  readonly repository: string;
}

/** Rate, errors and duration of an HTTP service. */
export function redSlice({ service, job, repository }: RedSliceFacts): Slice {
  const alerts = httpAlerts(service, job);
  return {
    name: sliceName(service.name),
    owner: service.owner,
    signals: httpSignals(service),
    alerts: Object.values(alerts),
    dashboard: httpDashboard({ service, alerts, repository }),
  };
}
