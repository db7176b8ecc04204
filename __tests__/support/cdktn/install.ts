import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder } from "../../../engines/locate";
import { pins } from "../../../engines/pins";
import { runToEnd } from "../../../engines/run/process";

/**
 * Installs what a package.json asks for with npm, once for every content of it: into the cache where the engines are.
 * @returns the folder node_modules
 * @throws with npm's words if it fails
 */
export async function installOnce(name: string, manifest: object, say: (line: string) => void): Promise<string> {
  const content = JSON.stringify(manifest, null, 2);
  const digest = createHash("sha256").update(content).digest("hex").slice(0, 8);
  const target = join(dirname(cacheFolder("helm", pins.helm)), `${name}-${digest}`);
  if (!existsSync(target)) await install(content, target, say);
  return join(target, "node_modules");
}

/** Two installs may run at once: each works in a folder of its own, the first to finish puts its result in place. */
async function install(content: string, target: string, say: (line: string) => void): Promise<void> {
  mkdirSync(dirname(target), { recursive: true });
  const work = mkdtempSync(`${target}.installing-`);
  try {
    const started = Date.now();
    writeFileSync(join(work, "package.json"), content);
    const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"];
    const { complaint } = await runToEnd("npm", ["install", "--prefix", work, ...flags]);
    if (complaint) throw new Error(`npm could not install ${content}\n${complaint}`);
    say(`npm installed ${target} in ${((Date.now() - started) / 1000).toFixed(0)} s`);
    renameUnlessThere(work, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function renameUnlessThere(work: string, target: string): void {
  try {
    renameSync(work, target);
  } catch (error) {
    // Another install was faster, and its result is as good.
    if (!existsSync(target)) throw error;
  }
}
