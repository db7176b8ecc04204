import { rulesOf } from "../../alerts/levels";
import type { DatabaseTargets } from "../../alerts/use/database";
import { databaseAlerts } from "../../alerts/use/database";
import { databaseDashboard } from "../../dashboards/use/database/dashboard";
import type { Database } from "../../model/database";
import { useName } from "../../model/resource";
import { scale, select } from "../../promql/build";
import { saturationOf } from "../../signals/saturation";
import { db } from "../../signals/use/database";
import { instanceSignals } from "../../signals/use/database-instance";
import { serverSignals } from "../../signals/use/database-server";
import type { Slice } from "../slice";

export interface DatabaseSliceFacts {
  readonly database: Database;
  readonly targets: DatabaseTargets;
}

/** What a database uses of its instance, what waits in it, and how it fails. */
export function databaseSlice({ database, targets }: DatabaseSliceFacts): Slice {
  const alerts = databaseAlerts(database, targets);
  const of = { db_instance: database.name };
  return {
    name: useName(database),
    of: database.name,
    owner: database.owner,
    signals: [
      ...instanceSignals(database),
      ...serverSignals(database),
      saturationOf(database, {
        memory: scale(select(db.memory.utilisation, of), 0.01),
        cpu: scale(select(db.cpu.utilisation, of), 0.01),
        storage: select(db.storage.used, of),
        connections: select(db.connections.used, of),
      }),
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
