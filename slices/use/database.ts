import { resourceAlarmLevel } from "../../alerts/alarm-level";
import { whole, wholeOf } from "../../alerts/part";
import { toldSignals } from "../../alerts/told-by-service";
import { rulesOf } from "../../alerts/levels";
import type { DatabaseTargets } from "../../alerts/use/database";
import { databaseAlerts } from "../../alerts/use/database";
import { databaseDashboard } from "../../dashboards/use/database/dashboard";
import type { HttpService } from "../../model/http-service";
import type { Database } from "../../model/database";
import { useName } from "../../model/resource";
import { databaseSignals } from "../../signals/use/database-signals";
import type { Measured } from "../slice";

export interface DatabaseSliceFacts {
  readonly database: Database;
  readonly targets: DatabaseTargets;
  /** Services that need the database. */
  readonly dependents: readonly HttpService[];
}

/** The slice of a database: what it uses of its instance, what waits in it, and how it fails. */
export function databaseSlice({ database, targets, dependents }: DatabaseSliceFacts): Measured {
  const alerts = databaseAlerts(database, targets, dependents);
  return {
    name: useName(database),
    of: database.name,
    owner: database.owner,
    signals: [
      ...databaseSignals(database),
      resourceAlarmLevel(database, [[whole, Object.values(alerts)]]),
      ...toldSignals([wholeOf(database, dependents)]),
    ],
    unanswered: [
      {
        method: "saturation",
        noSignal: "CloudWatch does not tell page cache from memory that can be given up for good",
      },
      { method: "errors", noSignal: "RDS repairs its disks and networks itself, and tells nobody" },
    ],
    alerts: rulesOf(Object.values(alerts)),
    dashboard: databaseDashboard({ database, alerts }),
  };
}
