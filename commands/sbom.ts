/**
 * `npm run -s sbom`: writes to the terminal what this repository consists of and what it deploys, as CycloneDX:
 * packages of npm as they are locked, charts, images and providers. It needs no network.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../engines/command";
import { deployedComponents } from "./sbom/components";
import type { Bom } from "./sbom/document";
import { completeBom } from "./sbom/document";
import { runPlain } from "./run-plain";

const root = join(__dirname, "..");

/** @throws Error with npm's words, if it wrote none */
async function bom(): Promise<Bom> {
  // Of the lock file alone: what is installed differs from one system to the next.
  const args = ["sbom", "--package-lock-only", "--sbom-format", "cyclonedx"];
  const { exitCode, stdout, stderr } = await run("npm", args, { cwd: root, env: process.env });
  if (exitCode !== 0) throw new Error(`npm wrote no list of packages: ${stderr.trim()}`);
  const { name } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly name: string };
  return completeBom(JSON.parse(stdout) as Bom, deployedComponents(), name);
}

void runPlain("sbom", "Nothing was listed.", async () => {
  console.log(JSON.stringify(await bom(), null, 2));
  return 0;
});
