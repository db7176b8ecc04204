import { randomBytes } from "node:crypto";
import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { seconds } from "../../../units/quantities";
import { enginePath } from "../../../engines/engine-path";
import type { Guarded } from "../../../engines/run/guarded-folder";
import { inGuardedFolder } from "../../../engines/run/guarded-folder";
import type { Program } from "../../../engines/run/process";
import { freePorts, loopback, runToEnd } from "../../../engines/run/process";
import type { Session } from "./psql";
import { psqlSession } from "./psql";
import { unprivileged } from "./unprivileged";

export interface PostgresProps {
  /** @default "shop" */
  readonly database?: string;
  /** As in postgresql.conf, beside those for addresses. @default none */
  readonly settings?: Readonly<Record<string, string | number>>;
}

export interface Postgres extends Program, Guarded {
  readonly host: string;
  readonly port: number;
  /** A superuser. */
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** For the exporter: `127.0.0.1:41235/shop?sslmode=disable`. */
  readonly uri: string;
  /**
   * Runs statements by psql and gives back the rows, one a line, columns parted by `|`. Several statements are one
   * transaction. @throws with what psql said
   */
  sql(text: string): Promise<string>;
  /** A connection of its own, for what must stay open: transactions, locks. Close it before the server stops. */
  session(): Session;
  /** From now on it hangs: the system accepts connections for it, and nobody answers. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
}

/**
 * Runs the real PostgreSQL, a new cluster each time, with pg_stat_statements loaded (the extension is yours to create).
 */
export function startPostgres(props: PostgresProps = {}): Promise<Postgres> {
  return inGuardedFolder("postgres", async (folder) => {
    const [port = 0] = await freePorts(1);
    const [user, password, database] = ["owner", randomBytes(12).toString("hex"), props.database ?? "shop"];
    const binary = (name: string) => join(dirname(realpathSync(enginePath("postgres"))), name);
    const passwordFile = folder.write("password", password);
    const data = join(folder.path, "data");
    const asUser = unprivileged([folder.path, passwordFile]);

    const [initdb = "", ...initdbArguments] = asUser([
      ...[binary("initdb"), "-D", data, "-U", user, "--auth=scram-sha-256", `--pwfile=${passwordFile}`],
      ...["--encoding=UTF8", "--locale=C", "--no-sync"],
    ]);
    const { complaint } = await runToEnd(initdb, initdbArguments);
    if (complaint) throw new Error(`No new PostgreSQL cluster: ${complaint}`);

    const connection = { PGHOST: loopback, PGPORT: String(port), PGUSER: user, PGPASSWORD: password };
    const psql = ["-X", "-q", "-At", "-v", "ON_ERROR_STOP=1"];
    const sqlIn = async (where: string, text: string) => {
      const ran = await runToEnd(binary("psql"), [...psql, "-d", where, "-c", text], connection);
      if (ran.complaint) throw new Error(ran.complaint);
      return ran.output.trimEnd();
    };

    const settings = {
      listen_addresses: loopback,
      port,
      unix_socket_directories: "",
      shared_preload_libraries: "pg_stat_statements",
      // The cluster lives for seconds.
      fsync: "off",
      shared_buffers: "16MB",
      ...props.settings,
    };
    const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const [command = "", ...args] = asUser([binary("postgres"), "-D", data, ...options]);
    const server = await folder.run({
      command,
      arguments: args,
      ready: () =>
        sqlIn("postgres", "select 1").then(
          () => true,
          () => false,
        ),
      readyWithin: seconds(30),
      // Asked by TERM it waits until the last client has left; killed, it leaves its shared memory behind.
      stoppedBy: "INT",
      killedBy: "QUIT",
    });
    await sqlIn("postgres", `create database "${database}"`);

    return {
      ...server,
      host: loopback,
      port,
      user,
      password,
      database,
      uri: `${loopback}:${port}/${database}?sslmode=disable`,
      sql: (text) => sqlIn(database, text),
      session: () => psqlSession(binary("psql"), [...psql, "-d", database], connection),
      // First the one that makes the others, and last: as long as it does not run none comes and none is gone.
      freeze: async () => {
        process.kill(server.pid, "SIGSTOP");
        for (const pid of await childrenOf(server.pid)) process.kill(pid, "SIGSTOP");
      },
      thaw: async () => {
        for (const pid of await childrenOf(server.pid)) process.kill(pid, "SIGCONT");
        process.kill(server.pid, "SIGCONT");
      },
    };
  });
}

/** One for each connection, and those that keep house. */
async function childrenOf(server: number): Promise<number[]> {
  const { output } = await runToEnd("ps", ["-o", "pid=", "--ppid", String(server)]);
  return output.split("\n").filter(Boolean).map(Number);
}
