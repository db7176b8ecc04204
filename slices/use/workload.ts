import { resourceAlarmLevel } from "../../alerts/alarm-level";
import { whole, wholeOf } from "../../alerts/part";
import { toldSignals } from "../../alerts/told-by-service";
import { rulesOf } from "../../alerts/levels";
import { workloadAlerts } from "../../alerts/use/workload";
import { workloadDashboard } from "../../dashboards/use/workload/dashboard";
import type { HttpService } from "../../model/http-service";
import { useName } from "../../model/resource";
import type { Workload } from "../../model/workload";
import { workloadSignals } from "../../signals/use/workload";
import type { Measured } from "../slice";

export interface WorkloadSliceFacts {
  readonly workload: Workload;
  /** Services that need the workload. */
  readonly dependents: readonly HttpService[];
}

/** The slice of a workload: CPU and memory of the pods of a Deployment, what they wait for, and how they fail. */
export function workloadSlice({ workload, dependents }: WorkloadSliceFacts): Measured {
  const alerts = workloadAlerts(workload, dependents);
  return {
    name: useName(workload),
    of: workload.name,
    owner: workload.owner,
    signals: [
      ...workloadSignals(workload),
      resourceAlarmLevel(workload, [[whole, Object.values(alerts)]]),
      ...toldSignals([wholeOf(workload, dependents)]),
    ],
    unanswered: [],
    alerts: rulesOf(Object.values(alerts)),
    dashboard: workloadDashboard({ workload, alerts }),
  };
}
