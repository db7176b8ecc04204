import { existsSync, renameSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where engines are kept that were installed, shared by all clones of this user. */
export function cacheRoot(environment: Environment = process.env): string {
  const configured = environment.XDG_CACHE_HOME ?? "";
  // A relative path is to be ignored: XDG Base Directory Specification.
  const caches = isAbsolute(configured) ? configured : join(environment.HOME ?? homedir(), ".cache");
  return join(caches, "monitoring-as-code");
}

/** Moves a finished folder to its place in the cache, unless another install was faster: its result is as good. */
export function putInPlace(finished: string, target: string): void {
  try {
    renameSync(finished, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  }
}
