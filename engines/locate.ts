import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import type { Environment } from "./cache";
import { cacheRoot } from "./cache";
import type { Pin } from "./pin";
import type { Version } from "./version";
import { inRange, versionIn, versionText } from "./version";

export interface Located {
  readonly path: string;
  readonly version: string;
  readonly from: "home" | "PATH" | "package" | "cache";
}

export interface Search {
  readonly found?: Located;
  /** Programs of that name whose version does not fit, as `2.42.0 at /usr/bin/promtool`. */
  readonly rejected: readonly string[];
}

/**
 * Looks for an engine in its own home, on PATH, then where its package puts it, then in the cache. Installs nothing.
 */
export function locate(name: string, pin: Pin, environment: Environment = process.env): Search {
  const rejected: string[] = [];
  for (const [folder, from] of folders(pin, environment)) {
    const path = join(folder, pin.executable);
    if (!isExecutable(path)) continue;
    const version = versionOf(path, pin, environment);
    if (version && inRange(version, pin.fits)) {
      return { found: { path, version: versionText(version), from }, rejected };
    }
    rejected.push(`${version ? versionText(version) : "no version that it would tell"} at ${path}`);
  }
  const path = join(cacheFolder(name, pin, environment), pin.executable);
  return isExecutable(path) ? { found: { path, version: pin.version, from: "cache" }, rejected } : { rejected };
}

function folders(
  { home, places = [] }: Pin,
  environment: Environment,
): readonly (readonly [string, "home" | "PATH" | "package"])[] {
  const chosen = home === undefined ? "" : (environment[home] ?? "");
  const path = (environment.PATH ?? "").split(delimiter).filter(isAbsolute);
  return [
    ...(isAbsolute(chosen) ? [[join(chosen, "bin"), "home"] as const] : []),
    ...path.map((folder) => [folder, "PATH"] as const),
    ...places.flatMap(spread).map((folder) => [folder, "package"] as const),
  ];
}

/** All that `*` stands for. */
function spread(place: string): readonly string[] {
  const [before = "", after] = place.split("*", 2);
  if (after === undefined) return [place];
  return existsSync(before)
    ? readdirSync(before)
        .sort()
        .map((name) => join(before, name, after))
    : [];
}

/** Where the engine's file lies once it is installed: one folder a version. */
export function cacheFolder(name: string, pin: Pin, environment: Environment = process.env): string {
  return join(cacheRoot(environment), [name, pin.version, ...inputsDigest(pin)].join("-"));
}

function inputsDigest(pin: Pin): string[] {
  if (!("inputs" in pin.install) || pin.install.inputs.length === 0) return [];
  const hash = createHash("sha256");
  for (const file of pin.install.inputs) hash.update(readFileSync(file));
  return [hash.digest("hex").slice(0, 8)];
}

function versionOf(path: string, pin: Pin, environment: Environment): Version | undefined {
  if (!pin.versionArguments) return versionIn(realpathSync(path));
  const { stdout, stderr } = spawnSync(path, pin.versionArguments, {
    encoding: "utf8",
    timeout: 20_000,
    // Terraform would ask its vendor for news.
    env: { ...environment, CHECKPOINT_DISABLE: "1" },
  });
  // Older Prometheus programs print their version to stderr.
  return versionIn(stdout) ?? versionIn(stderr);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
