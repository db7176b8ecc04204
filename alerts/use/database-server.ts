import type { Database } from "../../model/database";
import { connectionLevels } from "../../model/database";
import { arithmetic, atLeast, before, clampMin, overTime, select } from "../../promql/build";
import { db } from "../../signals/use/database";
import { deadlockWindow, limitMemory, transactionIds as transactionIdsInAll } from "../../signals/use/database-server";
import type { Duration } from "../../units/quantities";
import { asRatio, days, gibibytes, hours, inSeconds, minutes, round } from "../../units/quantities";
import { durationText } from "../../units/text";
import type { AlertRule } from "../alert";
import type { Levelled } from "../levels";
import { atLevels, wakingOnlyFor, symptom } from "../levels";
import { common } from "./common";
import { toldByExporters } from "./database-absence";
import { cacheStories } from "./stories/database-cache";
import {
  deadlockStories,
  oldestTransactionStories,
  reachableStories,
  replicationStories,
  transactionIdStories,
} from "./stories/database-server";
import { connectionStories, lockStories } from "./stories/database-sessions";

/** Floors of the alerts on a database: below these the numbers are noise. */
export const floors = {
  /** Blocks read per second, 0.8 MiB/s: from there on a cache that misses is felt. */
  blockReads: 100,
} as const;

/** With what the share of blocks found in memory is compared, and how far that lies back. */
const cachePast: Duration = days(1);
const cacheApart: Duration = minutes(30);
/** The share of all blocks that is no longer found. */
const missed = 0.1;

const tooLong: Duration = hours(1);
/** Sessions that wait at once; transactions that are aborted within the window. */
const manyWait = 5;
const manyDeadlocks = 5;
const farBehind = gibibytes(1);
/** Of all transaction ids: vacuum begins at a tenth. */
const idsUsed = 0.5;

export function reachable(database: Database): AlertRule {
  const { name } = database;
  const pendingFor = minutes(2);
  return {
    ...common(database, "database-unreachable", "unreachable"),
    title: `${name}: no connection`,
    severity: symptom(database),
    watches: db.reachable,
    value: select(db.reachable.up, { db_instance: name }).expr,
    fires: { below: 0.5 },
    clears: 0.5,
    // Longer than a standby needs to take over.
    pendingFor,
    absent: {
      means: "healthy",
      because: "an exporter that does not run says nothing of the database; its silence is told by an alert of its own",
    },
    summary: () =>
      `The exporter of ${name} could not connect to it for ${durationText(pendingFor)} or longer. If services fail too, the database is down.`,
    firstSteps: [
      "Do services fail too? Overview. If none does, it is the exporter's own user, password or certificate: its log says which.",
      "What does AWS say? aws rds describe-events --source-type db-instance --duration 60",
      'Refused for want of connections, or no answer at all? Panel "Connections in use".',
    ],
    stories: () => reachableStories(database, pendingFor),
  };
}

export function connections(database: Database): Levelled {
  const { name } = database;
  const levels = atLevels(connectionLevels(database), (level, severity) => {
    const pendingFor = severity === "page" ? minutes(2) : minutes(10);
    return {
      ...common(database, "database-connections", "connections"),
      title: severity === "page" ? `${name}: connections run out` : `${name}: many connections are in use`,
      watches: db.connections,
      value: select(db.connections.used, { db_instance: name }).expr,
      fires: { above: asRatio(level) },
      clears: round(asRatio(level) - (severity === "page" ? 0.01 : 0.05)),
      pendingFor,
      absent: toldByExporters,
      summary: (value, above) =>
        `${value} of the connections of ${name} are in use; the alert stands at ${above}. Whoever comes next is refused.`,
      firstSteps: [
        'Whose are they? Panel "Sessions by user and application".',
        'What do they do? Panel "Sessions by state": `idle in transaction` is a service that forgets to commit; `active` waits for something.',
        'Do they wait for a lock? Panel "Sessions that wait for locks"; then end the one they wait for.',
      ],
      stories: () => connectionStories(database, asRatio(level), pendingFor, limitMemory),
    };
  });
  return wakingOnlyFor(database.criticality, levels);
}

export function lockWaits(database: Database): AlertRule {
  const { name } = database;
  const pendingFor = minutes(5);
  return {
    ...common(database, "database-lock-waits", "locks"),
    title: `${name}: sessions wait for a lock`,
    severity: "ticket",
    watches: db.lockWaits,
    value: select(db.lockWaits.count, { db_instance: name }).expr,
    fires: { above: manyWait },
    clears: 2,
    pendingFor,
    absent: toldByExporters,
    summary: (value, above) => `${value} sessions of ${name} wait for a lock; the alert stands at ${above}.`,
    firstSteps: [
      "For whom? select pid, pg_blocking_pids(pid), query from pg_stat_activity where cardinality(pg_blocking_pids(pid)) > 0;",
      "A migration? ALTER TABLE waits for all, and all wait for it: end it, and let it run with lock_timeout.",
      "A session that does nothing? Ask its service's owner, then select pg_terminate_backend(<pid>).",
    ],
    stories: () => lockStories(database, manyWait, pendingFor),
  };
}

export function oldestTransaction(database: Database): AlertRule {
  const { name } = database;
  const pendingFor = minutes(5);
  return {
    ...common(database, "database-oldest-transaction", "transaction"),
    title: `${name}: a transaction does not end`,
    severity: "ticket",
    watches: db.oldestTransaction,
    value: select(db.oldestTransaction.age, { db_instance: name }).expr,
    fires: { above: inSeconds(tooLong) },
    clears: inSeconds(tooLong) / 2,
    pendingFor,
    absent: toldByExporters,
    summary: (value) =>
      `A transaction of ${name} has been open for ${value}; the alert stands at ${durationText(tooLong)}. Its locks stay, and vacuum frees nothing that is newer.`,
    firstSteps: [
      "Whose? select pid, usename, application_name, state, xact_start, query from pg_stat_activity where xact_start is not null order by xact_start limit 5;",
      "`idle in transaction`? The service forgot it: end it, and set idle_in_transaction_session_timeout.",
      "A dump or a report? Let it end, and move it to a replica.",
    ],
    stories: () => oldestTransactionStories(database, inSeconds(tooLong), pendingFor),
  };
}

export function deadlocks(database: Database): AlertRule {
  const { name } = database;
  const pendingFor = minutes(5);
  return {
    ...common(database, "database-deadlocks", "deadlocks"),
    title: `${name}: transactions deadlock`,
    severity: "ticket",
    watches: db.deadlocks,
    value: select(db.deadlocks.count, { db_instance: name }).expr,
    fires: { above: manyDeadlocks },
    clears: 1,
    pendingFor,
    absent: toldByExporters,
    summary: (value, above) =>
      `${name} had to abort ${value} transactions within an hour because of deadlocks; the alert stands at ${above}.`,
    firstSteps: [
      "Which statements? The log of PostgreSQL holds both sides of each: search it for `deadlock detected`.",
      "Since a deploy? Two code paths lock the same rows in different order.",
      "One path only? Many rows at once: lock them in the order of their key.",
    ],
    stories: () => deadlockStories(database, manyDeadlocks, deadlockWindow, pendingFor),
  };
}

export function replicationLag(database: Database): AlertRule {
  const { name } = database;
  const pendingFor = minutes(15);
  return {
    ...common(database, "database-replication-lag", "replication"),
    title: `${name}: a replica falls behind`,
    severity: "ticket",
    watches: db.replicationLag,
    value: select(db.replicationLag.behind, { db_instance: name }).expr,
    fires: { above: farBehind.bytes },
    clears: farBehind.bytes / 2,
    pendingFor,
    summary: (value, above) =>
      `A replica of ${name} is ${value} of WAL behind, or gone; the alert stands at ${above}. What it has not taken is kept, and fills the storage.`,
    firstSteps: [
      "Which one? select slot_name, active, pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn) from pg_replication_slots;",
      "Is it there? A slot that is not active belongs to a replica or a consumer that is gone: drop it when nobody comes back.",
      "Is it slow? Look at its CPU and disk, and at a report that keeps it from replaying.",
    ],
    stories: () => replicationStories(database, farBehind.bytes, pendingFor),
  };
}

export function cacheHits(database: Database): AlertRule {
  const { name } = database;
  const pendingFor = minutes(30);
  const of = { db_instance: name };
  const found = select(db.cacheHits.ratio, of);
  const usual = overTime("avg", before(found, cacheApart), cachePast);
  const fallen = clampMin(arithmetic(usual, "-", found), 0);
  return {
    ...common(database, "database-cache-hits", "cache"),
    title: `${name}: reads miss the cache`,
    severity: "ticket",
    watches: db.cacheHits,
    value: arithmetic(fallen, "*", atLeast(select(db.cacheHits.reads, of), floors.blockReads)).expr,
    fires: { above: missed },
    clears: missed / 2,
    pendingFor,
    numbers: { reads: String(floors.blockReads), past: durationText(cachePast) },
    summary: (value, above) =>
      `The share of blocks that ${name} finds in memory fell by ${value} of all against the day before; the alert stands at ${above}.`,
    firstSteps: [
      'Which statement reads? Table "Statements by time spent", against yesterday.',
      "A missing index, or a plan that changed? explain (analyze, buffers) of that statement.",
      "Restarted or failed over? Then it is only cold, and warms up within the hour.",
    ],
    stories: () =>
      cacheStories(database, {
        lost: missed,
        reads: floors.blockReads,
        past: cachePast,
        apart: cacheApart,
        pendingFor,
      }),
  };
}

export function transactionIds(database: Database): AlertRule {
  const { name } = database;
  const pendingFor = hours(1);
  return {
    ...common(database, "database-transaction-ids", "ids"),
    title: `${name}: transaction ids run out`,
    severity: "ticket",
    watches: db.transactionIds,
    value: select(db.transactionIds.used, { db_instance: name }).expr,
    fires: { above: idsUsed },
    clears: 0.4,
    pendingFor,
    absent: toldByExporters,
    summary: (value, above) =>
      `${value} of the transaction ids of ${name} are in use; the alert stands at ${above}. At 100 % PostgreSQL refuses to write.`,
    firstSteps: [
      'What holds them? Panel "Oldest transaction", and replication slots with an old xmin.',
      "Does vacuum come through? select relname, age(relfrozenxid) from pg_class where relkind = 'r' order by 2 desc limit 10;",
      "Freeze the oldest tables by hand, one after the other: vacuum (freeze, verbose) <table>;",
    ],
    stories: () => transactionIdStories(database, idsUsed, transactionIdsInAll, pendingFor),
  };
}
