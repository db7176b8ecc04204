import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Run } from "../../engines/command";
import { clip } from "../../findings/clip";
import { failed } from "../../findings/failed";
import { isPlace } from "../../findings/places";
import { withoutUnseen } from "../../findings/unseen";

/** Runs a program in a folder to its end, or until it is told to stop. */
export type RunIn = (folder: string, command: string, args: readonly string[], stop?: AbortSignal) => Promise<Run>;

export interface BaseProps {
  readonly run: RunIn;
  /** Folder of the project that is compared. */
  readonly project: string;
  /** Folder into which the files of the other commit go: there is nothing yet. */
  readonly tree: string;
}

/** What has to be the same for the installed packages to serve both: bindings are generated from the schemas. */
const ofPackages = ["package-lock.json", "packages", "schemas"];

export interface Base {
  /** Folder of the project, in the files of the other commit. */
  readonly folder: string;
  /** What people are told of the commit that was taken. @default it is the very commit that was asked for */
  readonly note?: string;
}

/**
 * Checks out the files of another commit with all they need to be synthesized, apart from the checkout that somebody
 * works in.
 *
 * @param ref a tag, a commit; of a branch the commit at which what is here left it
 * @throws Failed where there is no repository, no such commit, or its packages cannot be installed
 */
export async function checkOut(ref: string, { run, project, tree }: BaseProps): Promise<Base> {
  const git = (...args: readonly string[]) => run(project, "git", args);
  const inside = await git("rev-parse", "--show-prefix");
  if (inside.exitCode !== 0) throw noRepository();
  const { commit, note } = await commitOf(ref, git);
  // Somebody's own hooks have no business here.
  const added = await git("-c", "core.hooksPath=/dev/null", "worktree", "add", "--detach", tree, commit);
  if (added.exitCode !== 0) throw new Error(`git worktree add: ${added.stderr.trim()}`);
  const folder = join(tree, inside.stdout.trim());
  const same = await git("diff", "--quiet", commit, "--", ...ofPackages);
  const installed = join(project, "node_modules");
  if (same.exitCode === 0 && existsSync(installed)) symlinkSync(installed, join(folder, "node_modules"), "dir");
  else await install(folder, run);
  return { folder, ...(note !== undefined && { note }) };
}

/**
 * Others go on with a branch while somebody works on theirs. What those did would be told backwards: as removed what
 * they added. A tag or a commit is taken by the word.
 */
async function commitOf(ref: string, git: (...args: readonly string[]) => Promise<Run>) {
  const parse = (...args: readonly string[]) => git("rev-parse", "--verify", "--quiet", ...args);
  const found = await parse("--end-of-options", `${ref}^{commit}`);
  if (found.exitCode !== 0) throw unknownBase(ref);
  const tip = found.stdout.trim();
  const { stdout: name } = await parse("--symbolic-full-name", "--end-of-options", ref);
  if (!/^refs\/(heads|remotes)\//.test(name)) return { commit: tip };
  const left = await git("merge-base", tip, "HEAD");
  const commit = left.stdout.trim();
  if (commit === tip) return { commit };
  // A history that was not fetched, or another one.
  if (left.exitCode !== 0)
    return { commit: tip, note: `Nobody knows where what is here left ${ref}: compared with its tip.` };
  const { stdout: count } = await git("rev-list", "--count", `${commit}..${tip}`);
  const commits = count.trim() === "1" ? "1 commit that is" : `${count.trim()} commits that are`;
  return {
    commit,
    note: `${ref} has ${commits} not here: compared with where what is here left it, ${commit.slice(0, 12)}.`,
  };
}

async function install(folder: string, run: RunIn): Promise<void> {
  const { exitCode, stderr } = await run(folder, "npm", ["ci", "--no-audit", "--no-fund"]);
  if (exitCode !== 0) throw notInstallable(stderr);
}

/** Removes the files of the other commit: nothing is left of them, nor of what git noted. */
export async function remove({ run, project, tree }: BaseProps): Promise<void> {
  // Twice: also where it was ended while it was being made, and so is locked.
  if (existsSync(tree)) await run(project, "git", ["worktree", "remove", "--force", "--force", tree]);
}

const noRepository = () =>
  failed({
    id: "no-repository",
    where: "git",
    what: "this is no checkout of a git repository.",
    why: "what is compared with is another commit of it.",
    fix: "git clone … and run it there; in CI: check out with the history (fetch-depth: 0).",
  });

const unknownBase = (ref: string) =>
  failed({
    id: "base-unknown",
    where: "--base",
    what: `git knows no commit "${clip(ref)}".`,
    why: "there is nothing to compare with.",
    fix: "git fetch origin, or another name? In CI the history has to be fetched (fetch-depth: 0).",
  });

const notInstallable = (said: string) =>
  failed(
    {
      id: "base-not-installable",
      where: "npm ci",
      what: `the packages of the base cannot be installed.\n${lastLines(said)}`,
      why: "it asks for others than are installed here, and is synthesized with its own.",
      fix: "is the registry reachable? A base with the same package-lock.json, packages/ and schemas/ needs none.",
    },
    said,
  );

/** The last 12 lines of what a program said, without where in its code it was. */
export function lastLines(said: string): string {
  // First, for by the tabs before them they are known.
  const lines = stripVTControlCharacters(said)
    .split("\n")
    .filter((line) => !isPlace(line));
  return withoutUnseen(lines.join("\n")).trim().split("\n").slice(-12).join("\n");
}
