import type { Database } from "../../model/database";
import type { Vector } from "../../promql/build";
import {
  arithmetic,
  divide,
  increase,
  max,
  min,
  or,
  overTime,
  rate,
  scale,
  select,
  sum,
  where,
  withLabel,
} from "../../promql/build";
import { hours, minutes } from "../../units/quantities";
import { postgres } from "../contracts/postgres";
import { rds } from "../contracts/rds";
import type { Signal } from "../signal";
import { recordAs } from "../signal";
import { db } from "./database";
import { ofInstance } from "./database-instance";

/** Ten scrapes. */
const window = minutes(5);
/** Window in which blocks are counted: a single large report is no trend. */
const cacheWindow = minutes(15);

/** How long it is remembered how many connections there can be: nobody can ask while all are in use. */
export const limitMemory = hours(1);
/** Window in which deadlocks are counted. */
export const deadlockWindow = hours(1);

/**
 * Number of transaction ids there are to use: PostgreSQL counts transactions with 32 bits, and half of them are always
 * in the past.
 */
export const transactionIds = 2 ** 31;

/** The signals that PostgreSQL itself gives of a database. */
export const serverSignals = (database: Database): Signal[] => [
  transactions(database),
  connections(database),
  lockWaits(database),
  oldestTransaction(database),
  replicationLag(database),
  cacheHits(database),
  statements(database),
  deadlocks(database),
  reachable(database),
];

const of = ({ name }: Database) => ({ db_instance: name });

const transactions = (database: Database): Signal => ({
  ...db.transactionIds,
  series: [
    recordAs(
      db.transactionIds.used,
      scale(max(select(postgres.transactionAge, of(database))).by("db_instance"), 1 / transactionIds),
    ),
  ],
});

function connections(database: Database): Signal {
  // Its own workers need no connection.
  const clients = sum(select(postgres.sessions, { ...of(database), backend_type: "client backend" })).by("db_instance");
  const nobody = scale(sum(select(postgres.sessions, of(database))).by("db_instance"), 0);
  // When none is left and the exporter has to begin anew, it is refused like all others: AWS counts on.
  const counted = or(or(clients, nobody), ofInstance(max, rds.connections, database));
  const most = max(overTime("last", select(postgres.maxConnections, of(database)), limitMemory)).by("db_instance");
  return { ...db.connections, series: [recordAs(db.connections.used, divide(counted, most))] };
}

function lockWaits(database: Database): Signal {
  const waiting = sum(select(postgres.sessions, { ...of(database), wait_event_type: "Lock" })).by("db_instance");
  // While nobody waits there is no series that says so.
  const nobody = scale(sum(select(postgres.sessions, of(database))).by("db_instance"), 0);
  return { ...db.lockWaits, series: [recordAs(db.lockWaits.count, or(waiting, nobody))] };
}

const oldestTransaction = (database: Database): Signal => ({
  ...db.oldestTransaction,
  series: [recordAs(db.oldestTransaction.age, max(select(postgres.oldestTransaction, of(database))).by("db_instance"))],
});

/** A replica that is connected lags in what it has replayed, one that is gone in what is kept for it. */
function replicationLag(database: Database): Signal {
  const lag = (what: string, bytes: Vector<"db_instance">) => withLabel(bytes, "of", what);
  const replicas = lag("replica", max(select(postgres.replicaLag, of(database))).by("db_instance"));
  const slots = lag("slot", max(select(postgres.slotLag, of(database))).by("db_instance"));
  return {
    ...db.replicationLag,
    series: [recordAs(db.replicationLag.behind, max(or(replicas, slots)).by("db_instance"))],
  };
}

function cacheHits(database: Database): Signal {
  const found = sum(rate(select(postgres.blocksFound, of(database)), cacheWindow)).by("db_instance");
  const read = sum(rate(select(postgres.blocksRead, of(database)), cacheWindow)).by("db_instance");
  return {
    ...db.cacheHits,
    series: [
      recordAs(db.cacheHits.ratio, divide(found, where(arithmetic(found, "+", read), ">", 0))),
      recordAs(db.cacheHits.reads, read),
    ],
  };
}

function statements(database: Database): Signal {
  const per = ["db_instance", "datname", "queryid"] as const;
  const seconds = sum(rate(select(postgres.statementSeconds, of(database)), window)).by(...per);
  const calls = sum(rate(select(postgres.statementCalls, of(database)), window)).by(...per);
  return {
    ...db.statements,
    series: [
      recordAs(db.statements.spent, seconds),
      recordAs(db.statements.mean, divide(seconds, where(calls, ">", 0))),
    ],
  };
}

const deadlocks = (database: Database): Signal => ({
  ...db.deadlocks,
  series: [
    recordAs(
      db.deadlocks.count,
      sum(increase(select(postgres.deadlocks, of(database)), deadlockWindow)).by("db_instance"),
    ),
  ],
});

const reachable = (database: Database): Signal => ({
  ...db.reachable,
  series: [recordAs(db.reachable.up, min(select(postgres.up, of(database))).by("db_instance"))],
});
