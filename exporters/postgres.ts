import type { Postgres } from "../environments/access";
import { hostOf } from "../environments/host-and-port";
import { scrapeInterval, scrapeTimeout } from "../environments/scrape";
import type { Duration } from "../units/quantities";
import { inSeconds, seconds } from "../units/quantities";
import { goDuration } from "../units/text";

/**
 * ConfigMap with the certificate authorities of Amazon RDS, by which the database is known: a public file that no image
 * has. It exists in the namespace; docs/databases.md makes it.
 */
export const authorities = { configMap: "rds-certificate-authorities", key: "global-bundle.pem" } as const;

/** Folder in which a pod finds the {@link authorities}. */
export const authoritiesMount = "/etc/rds";

/**
 * Timeout of one answer of the database, whatever it is asked: all of them must be through before the scrape ends,
 * after 10 s.
 */
const patience: Duration = seconds(5);

/**
 * Timeout of a new connection. Two who ask the exporter at once wait for each other, a second longer each where it
 * fails, and both must be told so before their time is up.
 */
const connectPatience: Duration = seconds(3);

/** Collectors that write what the contract keeps, and that do not start by themselves. */
const wanted = ["database_wraparound", "long_running_transactions", "stat_statements"];

/**
 * Collectors that would start by themselves and write nothing that is kept. One of them does harm: to ask for a table's
 * size is to wait for whoever has locked it, and the scrape with it.
 */
const unwanted = [
  "locks",
  "replication",
  "replication_slot",
  "roles",
  "stat_bgwriter",
  "stat_progress_vacuum",
  "stat_user_tables",
  "statio_user_tables",
  "wal",
];

/** Statements by the time they take, the longest first: each is a few series. Their texts are not exported. */
const statements = 50;

/** The exporter's arguments; those that say where it listens are the chart's. */
export const postgresArguments: readonly string[] = [
  `--collection-timeout=${goDuration(patience)}`,
  ...wanted.map((collector) => `--collector.${collector}`),
  `--collector.stat_statements.limit=${statements}`,
  ...unwanted.map((collector) => `--no-collector.${collector}`),
];

/**
 * Liveness probe by which one knows that the exporter hangs. A connection that it keeps, to a database that no longer
 * answers, it waits for as long as the system does, a quarter of an hour or for ever; only a new start finds out that
 * there is nobody. Asked for less than its metrics it would answer all the same.
 */
export const liveness = {
  path: "/metrics",
  timeout: scrapeTimeout,
  period: scrapeInterval,
  failures: 2,
} as const;

/** How the exporter reaches the database, but for the password. */
export interface PostgresSource {
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
  readonly sslmode: "verify-full";
  readonly parameters: string;
}

/**
 * How the exporter reaches a database. The connection is encrypted, and its other end proves to be the host that is
 * meant: whoever answers in its place would be told the password. A statement that takes too long ends in the database
 * too, where it would go on for nobody.
 */
export const postgresSource = ({ host, name, user }: Postgres): PostgresSource => {
  const address = hostOf(host);
  return {
    host: address,
    port: host.slice(address.length + 1),
    database: encodeURIComponent(name),
    user,
    sslmode: "verify-full",
    parameters: [
      `sslrootcert=${authoritiesMount}/${authorities.key}`,
      `connect_timeout=${inSeconds(connectPatience)}`,
      `statement_timeout=${patience.milliseconds}`,
      "application_name=monitoring",
    ].join("&"),
  };
};
