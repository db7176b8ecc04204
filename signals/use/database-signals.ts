import type { Database } from "../../model/database";
import { scale, select } from "../../promql/build";
import { saturationOf } from "../saturation";
import type { Signal } from "../signal";
import { db } from "./database";
import { instanceSignals } from "./database-instance";
import { serverSignals } from "./database-server";

/** The signals of a database: what it uses of its instance, what waits in it, and how full each of these is. */
export function databaseSignals(database: Database): Signal[] {
  const of = { db_instance: database.name };
  return [
    ...instanceSignals(database),
    ...serverSignals(database),
    saturationOf(database, {
      memory: scale(select(db.memory.utilisation, of), 0.01),
      cpu: scale(select(db.cpu.utilisation, of), 0.01),
      storage: select(db.storage.used, of),
      connections: select(db.connections.used, of),
    }),
  ];
}
