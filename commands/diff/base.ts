import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../../engines/command";
import { clip } from "../../findings/clip";
import { refused } from "./refused";

/** Runs a program in a folder to its end, or until it is told to stop. */
export type RunIn = (folder: string, command: string, args: readonly string[], stop?: AbortSignal) => Promise<Run>;

export interface BaseProps {
  readonly run: RunIn;
  /** Where the project lies that is compared. */
  readonly project: string;
  /** Where the files of the other commit go: there is nothing yet. */
  readonly tree: string;
}

/** What has to be the same for the installed packages to serve both: bindings are generated from the schemas. */
const ofPackages = ["package-lock.json", "packages", "schemas"];

/**
 * The files of another commit with all they need to be synthesized, apart from the checkout that somebody works in.
 * Returns the folder of the project in it.
 *
 * @param ref a branch, a tag, a commit
 * @throws Refused where there is no repository, no such commit, or its packages cannot be installed
 */
export async function checkOut(ref: string, { run, project, tree }: BaseProps): Promise<string> {
  const git = (...args: readonly string[]) => run(project, "git", args);
  const inside = await git("rev-parse", "--show-prefix");
  if (inside.exitCode !== 0) throw noRepository();
  const found = await git("rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`);
  if (found.exitCode !== 0) throw unknownBase(ref);
  const commit = found.stdout.trim();
  // Somebody's own hooks have no business here.
  const added = await git("-c", "core.hooksPath=/dev/null", "worktree", "add", "--detach", tree, commit);
  if (added.exitCode !== 0) throw new Error(`git worktree add: ${added.stderr.trim()}`);
  const folder = join(tree, inside.stdout.trim());
  const same = await git("diff", "--quiet", commit, "--", ...ofPackages);
  const installed = join(project, "node_modules");
  if (same.exitCode === 0 && existsSync(installed)) symlinkSync(installed, join(folder, "node_modules"), "dir");
  else await install(folder, run);
  return folder;
}

async function install(folder: string, run: RunIn): Promise<void> {
  const { exitCode, stderr } = await run(folder, "npm", ["ci", "--no-audit", "--no-fund"]);
  if (exitCode !== 0) throw notInstallable(stderr);
}

/** Nothing is left of it, nor of what git noted. */
export async function remove({ run, project, tree }: BaseProps): Promise<void> {
  // Twice: also where it was ended while it was being made, and so is locked.
  if (existsSync(tree)) await run(project, "git", ["worktree", "remove", "--force", "--force", tree]);
}

const noRepository = () =>
  refused({
    id: "no-repository",
    where: "git",
    what: "this is no checkout of a git repository.",
    why: "what is compared with is another commit of it.",
    fix: "git clone … and run it there; in CI: check out with the history (fetch-depth: 0).",
  });

const unknownBase = (ref: string) =>
  refused({
    id: "base-unknown",
    where: "--base",
    what: `git knows no commit "${clip(ref)}".`,
    why: "there is nothing to compare with.",
    fix: "git fetch origin, or another name? In CI the history has to be fetched (fetch-depth: 0).",
  });

const notInstallable = (said: string) =>
  refused({
    id: "base-not-installable",
    where: "npm ci",
    what: `the packages of the base cannot be installed.\n${lastLines(said)}`,
    why: "it asks for others than are installed here, and is synthesized with its own.",
    fix: "is the registry reachable? A base with the same package-lock.json, packages/ and schemas/ needs none.",
  });

/** Of what a program said. */
export const lastLines = (said: string): string => said.trim().split("\n").slice(-12).join("\n");
