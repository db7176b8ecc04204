import { spawnSync } from "node:child_process";
import { chownSync } from "node:fs";

/**
 * For a program that root may not run: makes of a command one that runs as somebody else, who gets the given files and
 * folders. Whoever is not root runs it as it is.
 */
export function unprivileged(owned: readonly string[]): (command: readonly string[]) => readonly string[] {
  if (process.getuid?.() !== 0) return (command) => command;
  const [uid, gid] = idsOf("postgres") ?? idsOf("nobody") ?? [];
  if (uid === undefined || gid === undefined) throw new Error("Neither a user postgres nor a user nobody is here.");
  for (const path of owned) chownSync(path, uid, gid);
  return (command) => ["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", "--", ...command];
}

function idsOf(user: string): readonly [number, number] | undefined {
  const [uid, gid] = ["-u", "-g"].map((which) => spawnSync("id", [which, user], { encoding: "utf8" }));
  return uid?.status === 0 && gid?.status === 0 ? [Number(uid.stdout), Number(gid.stdout)] : undefined;
}
