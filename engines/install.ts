import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "./command";
import type { Environment } from "./cache";
import { putInPlace } from "./cache";
import type { Located } from "./locate";
import { cacheFolder, locate } from "./locate";
import { installPackages } from "./packages";
import type { Install, Packages, Pin } from "./pin";
import { rangeText } from "./version";

/** Finds an engine, or installs the pinned version into the cache. `say` hears what is done, and how long it took. */
export async function ensure(
  name: string,
  pin: Pin,
  say: (line: string) => void,
  environment: Environment = process.env,
): Promise<Located> {
  const { found, rejected } = locate(name, pin, environment);
  if (found) return found;
  if ("byHand" in pin.install) throw new Error(missing(name, pin, rejected, pin.install.byHand));
  if ("packages" in pin.install) await installIntoSystem(name, pin, pin.install, rejected, say, environment);
  else await installAtomically(name, pin, pin.install, say, environment);
  const installed = locate(name, pin, environment);
  if (!installed.found)
    throw new Error(missing(name, pin, installed.rejected, "It was installed a moment ago, and this is what came."));
  return installed.found;
}

async function installIntoSystem(
  name: string,
  pin: Pin,
  packages: Packages,
  rejected: readonly string[],
  say: (line: string) => void,
  environment: Environment,
): Promise<void> {
  const started = Date.now();
  const refusal = await installPackages(packages, (doing) => say(`${name} is not here yet; ${doing}`), environment);
  if (refusal) throw new Error(missing(name, pin, rejected, refusal));
  say(`${name} installed in ${((Date.now() - started) / 1000).toFixed(0)} s`);
}

/** Says which engine is missing, what was found in its stead, and what to do. */
export const missing = (name: string, pin: Pin, rejected: readonly string[], fix: string): string =>
  `${lacking(name, pin, rejected)}\n  fix     ${fix}`;

/** Says which engine is missing and what was found in its stead, without the remedy. */
export const lacking = (name: string, pin: Pin, rejected: readonly string[]): string =>
  [
    `${name} is missing: ${rangeText(pin.fits)} is needed, and neither PATH nor the cache has it.`,
    ...rejected.map((other) => `  found   ${other}: does not fit`),
  ].join("\n");

/** Two installs may run at once: each works in a folder of its own, the first to finish puts its result in place. */
async function installAtomically(
  name: string,
  pin: Pin,
  { command, product }: Install,
  say: (line: string) => void,
  environment: Environment,
): Promise<void> {
  const target = cacheFolder(name, pin, environment);
  mkdirSync(dirname(target), { recursive: true });
  const work = mkdtempSync(`${target}.installing-`);
  try {
    say(`${name} ${pin.version} is not here yet; installing: ${shown(command)}`);
    const started = Date.now();
    await runInstall(name, pin, command, work, environment);
    const finished = gathered(join(work, product), pin.executable, join(work, "finished"));
    chmodSync(join(finished, pin.executable), 0o755);
    putInPlace(finished, target);
    say(`${name} ${pin.version} installed in ${((Date.now() - started) / 1000).toFixed(0)} s: ${target}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The folder that goes to the cache: the product itself if it is one, else a new one with the program in it. */
function gathered(product: string, executable: string, folder: string): string {
  if (statSync(product).isDirectory()) return product;
  mkdirSync(folder);
  renameSync(product, join(folder, executable));
  return folder;
}

async function runInstall(
  name: string,
  pin: Pin,
  command: readonly string[],
  work: string,
  environment: Environment,
): Promise<void> {
  const [program = "", ...rest] = command;
  const failure = (what: string, fix: string, said = "") =>
    new Error(
      [
        `${name} ${pin.version} could not be installed: ${what}`,
        `  command  ${shown(command)}`,
        ...lastLines(said).map((line) => `  it said  ${line}`),
        `  fix      ${fix} Or put ${pin.executable} ${rangeText(pin.fits)} on PATH.`,
      ].join("\n"),
    );
  // Whatever the tools leave in TMPDIR goes with the folder.
  const place = { cwd: work, env: { ...environment, GOBIN: join(work, "bin"), TMPDIR: work } };
  const { exitCode, stdout, stderr } = await run(program, rest, place).catch((error: unknown) => {
    throw failure(error instanceof Error ? error.message : String(error), `Install ${program} and put it on PATH.`);
  });
  if (exitCode !== 0)
    throw failure(`${program} ended with code ${exitCode}`, "Run the command by hand and see.", stdout + stderr);
}

const lastLines = (text: string): string[] => text.trimEnd().split("\n").slice(-10).filter(Boolean);

/** As a person would type it into a shell. */
const shown = (command: readonly string[]): string =>
  command.map((word) => (/[\s"$]/.test(word) ? `'${word}'` : word)).join(" ");
