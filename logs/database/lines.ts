import type { Filter } from "../filter";
import { all, any, exists, is } from "../filter";
import type { DatabaseEvent } from "./events";
import { databaseEvent, queryFingerprint } from "./fields";

const about = (event: DatabaseEvent): Filter => is(databaseEvent, event);

/** Filters of which lines of PostgreSQL tell of what: for panels, searches and alerts alike. */
export const databaseLines = {
  /** Statements that took longer than `log_min_duration_statement`, with the statement. */
  slowStatements: all(about("slow-statement"), exists(queryFingerprint)),
  failedStatements: any(about("failed-statement"), about("timeout"), about("deadlock")),
  failedLogins: about("failed-login"),
  /** Connections that were refused: no slot was left, or the database starts or stops. */
  refused: about("connection-refused"),
  deadlocks: about("deadlock"),
  lockWaits: about("lock-wait"),
  temporaryFiles: about("temporary-file"),
  /** The database lost its memory, its disk or a process: clients saw all of that. */
  crashes: any(about("crash"), about("out-of-resources")),
} as const satisfies Readonly<Record<string, Filter>>;
