import type { Database } from "../../../model/database";
import { minutes } from "../../../units/quantities";
import type { PeerRule, Source } from "../peer";
import { promql } from "../peer";
import { reservedConnections } from "../things";

export const postgresSource: Source = {
  repository: "https://github.com/prometheus-community/postgres_exporter",
  files: ["postgres_mixin/alerts/postgres.libsonnet"],
  commit: "dbb1987e2f0db61c47efb1bb66cc15bbf16f4c11",
  licence: "Apache-2.0",
};

/**
 * The mixin's rules on databases. Without those whose metrics no exporter here has: locks, rollbacks, transactions per
 * second, their longest duration.
 */
export const ofDatabases = (databases: readonly Database[]): PeerRule[] => databases.flatMap(ofDatabase);

function ofDatabase(database: Database): PeerRule[] {
  const of = `db_instance="${database.name}"`;
  const rule = (name: string, expr: string, pendingFor = minutes(5)): PeerRule => ({
    name,
    severity: "warning",
    of: database,
    expr: promql(expr),
    pendingFor,
  });
  const sessions = `sum(pg_stat_activity_count{${of}}) by (db_instance)`;
  const most = `(sum(pg_settings_max_connections{${of}}) by (db_instance) - ${reservedConnections})`;
  const rated = (metric: string) => `rate(pg_stat_database_${metric}{${of}}[5m])`;
  return [
    rule("PostgreSQLMaxConnectionsReached", `${sessions} >= ${most}`, minutes(1)),
    rule("PostgreSQLHighConnections", `${sessions} > ${most} * 0.8`, minutes(10)),
    rule("PostgreSQLDown", `pg_up{${of}} != 1`, minutes(1)),
    rule(
      "PostgreSQLCacheHitRatio",
      `avg(${rated("blks_hit")} / (${rated("blks_hit")} + ${rated("blks_read")})) by (datname, db_instance) < 0.98`,
    ),
    rule("PostgresHasHighDeadLocks", `max(${rated("deadlocks")} * 60) by (datname, db_instance) > 5`),
  ];
}
