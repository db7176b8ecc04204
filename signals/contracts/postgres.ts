import { scrapeInterval } from "../../environments/scrape";
import { counter, gauge } from "../../promql/metric";
import { images } from "../../versions";
import type { MetricContract } from "./contract";

/**
 * What the PostgreSQL exporter emits with the settings of `exporters/postgres.ts`. Its ServiceMonitor puts the
 * database's name in the description in the place of the pod's labels, and keeps no metric that is not listed here.
 */
const labels = ["job", "db_instance"] as const;

/** Labels of a series about one of the databases within the instance. */
const perDatabase = [...labels, "datname"] as const;
const perStatement = [...perDatabase, "user", "queryid"] as const;

export const postgres = {
  up: gauge("pg_up", labels, "1 while the exporter can connect to the database, else 0"),
  collected: gauge(
    "pg_scrape_collector_success",
    [...labels, "collector"],
    "1 where a part of the exporter got its answer",
  ),
  maxConnections: gauge("pg_settings_max_connections", labels, "connections there can be"),
  sessions: gauge(
    "pg_stat_activity_count",
    [...perDatabase, "state"],
    "sessions, by what they do and what they wait for",
    // A state in which nobody is has none of these, and 0.
    ["usename", "application_name", "backend_type", "wait_event_type", "wait_event"],
  ),
  oldestTransaction: gauge(
    "pg_long_running_transactions_oldest_timestamp_seconds",
    labels,
    "how long the oldest open transaction has been running",
  ),
  size: gauge("pg_database_size_bytes", perDatabase, "bytes on disk"),
  // So it is called, and it counts transactions.
  transactionAge: gauge(
    "pg_database_wraparound_age_datfrozenxid_seconds",
    perDatabase,
    "transactions since the oldest one whose rows are not frozen yet",
  ),
  blocksFound: counter("pg_stat_database_blks_hit", [...perDatabase, "datid"], "blocks found in shared buffers"),
  blocksRead: counter("pg_stat_database_blks_read", [...perDatabase, "datid"], "blocks that had to be read"),
  deadlocks: counter("pg_stat_database_deadlocks", [...perDatabase, "datid"], "deadlocks that were broken up"),
  statementSeconds: counter("pg_stat_statements_seconds_total", perStatement, "seconds spent on a statement"),
  statementCalls: counter("pg_stat_statements_calls_total", perStatement, "how often a statement was executed"),
  // `slot_name` holds the sender's process id: a mistake of this version.
  replicaLag: gauge(
    "pg_stat_replication_pg_wal_lsn_diff",
    [...labels, "application_name", "client_addr", "slot_name", "state"],
    "bytes of WAL that a connected replica has not replayed",
  ),
  slotLag: gauge(
    "pg_replication_slots_pg_wal_lsn_diff",
    [...labels, "slot_name"],
    "bytes of WAL that are kept for a replica, also for one that is gone",
    // Of logical ones.
    ["database"],
  ),
};

export const postgresExporter: MetricContract = {
  exporter: "PostgreSQL exporter",
  version: images.postgresExporter.tag,
  scrapedEvery: scrapeInterval,
  metrics: Object.values(postgres),
};
