import type { HttpService } from "../../model/http-service";
import type { Database } from "../../model/database";
import { select, unless, where } from "../../promql/build";
import { postgres } from "../../signals/contracts/postgres";
import { rds } from "../../signals/contracts/rds";
import type { AlertRule } from "../alert";
import { whileNotFelt } from "../dependencies";
import { wholeOf } from "../part";
import type { Levelled } from "../levels";
import type { ScrapeTarget } from "../target";
import { memory, storage, storageTime } from "./database-instance";
import {
  cacheHits,
  connections,
  deadlocks,
  lockWaits,
  oldestTransaction,
  reachable,
  replicationLag,
  transactionIds,
} from "./database-server";
import { exporterAbsent } from "./exporter";
import { databaseExporterStories } from "./stories/database-exporters";

/** The exporters that measure a database. */
export interface DatabaseTargets {
  readonly postgres: ScrapeTarget;
  readonly cloudwatch: ScrapeTarget;
}

/** The rules of one database, by what they are about. */
export type DatabaseAlerts = Readonly<
  Record<"memory" | "storage" | "storageTime" | "connections" | "reachable", Levelled> &
    Record<
      | "transactionIds"
      | "lockWaits"
      | "oldestTransaction"
      | "replicationLag"
      | "cacheHits"
      | "deadlocks"
      | "exporterAbsent",
      AlertRule
    >
>;

/**
 * All alert rules of one database.
 * @param dependents services that need it: while one of them pages for it, this wakes nobody
 */
export function databaseAlerts(
  database: Database,
  targets: DatabaseTargets,
  dependents: readonly HttpService[],
): DatabaseAlerts {
  const quieted = (alert: Levelled) => whileNotFelt(alert, wholeOf(database, dependents));
  return {
    memory: quieted(memory(database)),
    storage: quieted(storage(database)),
    storageTime: quieted(storageTime(database)),
    transactionIds: transactionIds(database),
    connections: quieted(connections(database)),
    lockWaits: lockWaits(database),
    oldestTransaction: oldestTransaction(database),
    replicationLag: replicationLag(database),
    cacheHits: cacheHits(database),
    reachable: quieted(reachable(database)),
    deadlocks: deadlocks(database),
    exporterAbsent: absent(database, targets),
  };
}

/** A database that cannot be reached is measured all the same: `pg_up` says so. */
function absent(database: Database, { postgres: server, cloudwatch }: DatabaseTargets): AlertRule {
  const { name } = database;
  const unanswered = where(select(postgres.collected, { db_instance: name }), "==", 0);
  const rule = exporterAbsent(database, [
    {
      exporter: "postgres",
      target: server,
      // What it may not read, or what is not installed, it leaves out without another word.
      measures: unless(select(postgres.up, { db_instance: name }), unanswered, ["db_instance"]),
    },
    {
      exporter: "cloudwatch",
      target: cloudwatch,
      measures: where(select(rds.freeableMemory, { resource: name }), ">=", 0),
    },
  ]);
  return {
    ...rule,
    stories: () => databaseExporterStories(database, { postgres: server, cloudwatch }, rule.pendingFor),
  };
}
