import type { Database } from "../../../model/database";
import { minutes } from "../../../units/quantities";
import type { PeerRule, PublishedSeverity } from "../peer";
import { promql } from "../peer";
import { reservedConnections } from "../things";

/**
 * Published rules on PostgreSQL (postgres_exporter) and RDS (CloudWatch). No `offset 10m`: the exporter in use gives
 * CloudWatch's points the time at which it was asked. Left out is what no exporter here measures (locks, seconds of
 * lag), and `RDS connections > 100`, which would always fire: the rule on their share says the same.
 */
export const ofDatabases = (databases: readonly Database[]): PeerRule[] => databases.flatMap(ofDatabase);

function ofDatabase(database: Database): PeerRule[] {
  const of = `db_instance="${database.name}"`;
  const rule = (name: string, severity: PublishedSeverity, expr: string, pendingFor = minutes(0)): PeerRule => ({
    name,
    severity,
    of: database,
    expr: promql(expr),
    pendingFor,
  });
  const sessions = `sum(pg_stat_activity_count{${of}}) by (job, db_instance)`;
  const most = `(min(pg_settings_max_connections{${of}}) by (job, db_instance) - ${reservedConnections})`;
  const rated = (metric: string) => `sum(rate(pg_stat_database_${metric}{${of}}[5m])) by (datname)`;
  return [
    rule("Postgresql down", "critical", `pg_up{${of}} == 0`, minutes(1)),
    rule("Postgresql max connections reached", "critical", `${sessions} >= ${most}`, minutes(1)),
    rule("Postgresql too many connections", "warning", `${sessions} > ${most} * 0.8`, minutes(2)),
    rule(
      "Postgresql not enough connections",
      "critical",
      `sum(pg_stat_activity_count{${of}}) by (datname) < 5`,
      minutes(2),
    ),
    rule(
      "Postgresql long-running transaction",
      "warning",
      `pg_long_running_transactions_oldest_timestamp_seconds{${of}} > 2 * 60`,
      minutes(2),
    ),
    rule(
      "Postgresql low cache hit rate",
      "warning",
      `${rated("blks_hit")} / (${rated("blks_hit")} + ${rated("blks_read")}) < 0.98`,
      minutes(5),
    ),
    // Its window is one minute: two samples of a counter.
    rule("Postgresql dead locks", "warning", `increase(pg_stat_database_deadlocks{${of}}[2m]) > 5`),
    rule(
      "AWS RDS low free storage space",
      "warning",
      `aws_rds_free_storage_space_average{resource="${database.name}"} < 2000000000`,
      minutes(5),
    ),
    rule(
      "AWS RDS high CPU utilization",
      "warning",
      `aws_rds_cpuutilization_average{resource="${database.name}"} > 90`,
      minutes(15),
    ),
  ];
}
