import type { EventRule } from "../parts/classify";

/**
 * Rules of what lines of PostgreSQL are about; the first that fits counts. The texts are those of PostgreSQL 13 to 18,
 * in English.
 */
export const databaseEvents = [
  { event: "slow-statement", begins: ["duration: "] },
  {
    event: "failed-login",
    levels: ["FATAL"],
    begins: [
      ...["password authentication failed", "PAM authentication failed", "no pg_hba.conf entry", "pg_hba.conf rejects"],
      ...['role "', 'database "', "permission denied for database"],
    ],
  },
  {
    event: "connection-refused",
    levels: ["FATAL"],
    begins: [
      "remaining connection slots",
      "sorry, too many clients",
      "too many connections for",
      "the database system is",
    ],
  },
  { event: "deadlock", begins: ["deadlock detected"] },
  { event: "lock-wait", begins: ["process "], has: [" still waiting for ", " acquired ", " detected deadlock while "] },
  { event: "lock-wait", begins: ["canceling statement due to lock timeout", "could not obtain lock on"] },
  { event: "timeout", begins: ["canceling statement due to statement timeout", "terminating connection due to idle"] },
  { event: "temporary-file", begins: ["temporary file: ", "temporary file size exceeds"] },
  {
    event: "checkpoint",
    begins: ["checkpoint ", "checkpoints are occurring", "restartpoint ", "recovery restart point"],
  },
  { event: "autovacuum", begins: ["automatic ", "autovacuum", "canceling autovacuum task"] },
  {
    event: "crash",
    begins: [
      ...["server process (PID", "terminating any other active server", "all server processes terminated"],
      ...["database system was interrupted", "database system was not properly shut down"],
    ],
  },
  { event: "crash", levels: ["PANIC"] },
  { event: "out-of-resources", begins: ["out of memory", "out of shared memory", "could not resize shared memory"] },
  { event: "out-of-resources", has: ["No space left on device"] },
  {
    event: "replication",
    begins: [
      ...["replication connection", "received replication command", "logical replication", "logical decoding"],
      ...["starting logical decoding", "started streaming WAL", "terminating walsender"],
    ],
  },
  { event: "replication", has: ["replication slot", "WAL stream"] },
  {
    event: "connection",
    begins: [
      ...["connection ", "disconnection: ", "unexpected EOF on client", "could not receive data"],
      ...["could not send data to client", "terminating connection due to"],
    ],
  },
  {
    event: "lifecycle",
    begins: [
      ...["starting PostgreSQL", "listening on", "database system ", "received ", "shutting down"],
      ...["aborting any active", "background worker", 'parameter "', "redo ", "pg_stat_"],
    ],
  },
  { event: "audit", begins: ["AUDIT: "] },
  { event: "statement", begins: ["statement: ", "execute "] },
  { event: "failed-statement", levels: ["ERROR"] },
] as const satisfies readonly EventRule[];

export type DatabaseEvent = (typeof databaseEvents)[number]["event"] | "continuation" | "other";
