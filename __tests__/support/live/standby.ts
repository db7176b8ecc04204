import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { seconds } from "../../../units/quantities";
import { enginePath } from "../../../engines/engine-path";
import { inGuardedFolder } from "../../../engines/run/guarded-folder";
import type { Postgres } from "./postgres";
import type { Program } from "../../../engines/run/process";
import { freePorts, loopback, runToEnd } from "../../../engines/run/process";
import { unprivileged } from "./unprivileged";

/** A replica of a running PostgreSQL: a copy of it that follows, and for which WAL is kept in a slot. */
export function startStandby(primary: Postgres, slot: string): Promise<Program> {
  return inGuardedFolder("standby", async (folder) => {
    const [port = 0] = await freePorts(1);
    const binary = (name: string) => join(dirname(realpathSync(enginePath("postgres"))), name);
    const data = join(folder.path, "data");
    const asUser = unprivileged([folder.path]);
    const [backup = "", ...backupArguments] = asUser([
      ...[binary("pg_basebackup"), "-D", data, "-h", primary.host, "-p", String(primary.port), "-U", primary.user],
      ...["--write-recovery-conf", "--create-slot", "--slot", slot, "--checkpoint=fast", "--no-sync"],
    ]);
    const { complaint } = await runToEnd(backup, backupArguments, { PGPASSWORD: primary.password });
    if (complaint) throw new Error(`No copy of PostgreSQL: ${complaint}`);
    const settings = { listen_addresses: loopback, port, unix_socket_directories: "", fsync: "off", ssl: "off" };
    const [command = "", ...args] = asUser([
      ...[binary("postgres"), "-D", data],
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ]);
    return folder.run({
      command,
      arguments: args,
      ready: () =>
        runToEnd(binary("pg_isready"), ["-h", loopback, "-p", String(port)]).then((answer) => answer.complaint === ""),
      readyWithin: seconds(30),
      stoppedBy: "INT",
      killedBy: "QUIT",
    });
  });
}
