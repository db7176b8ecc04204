/**
 * As a person runs it: what it says and how it ends where there is nothing to compare, and that nothing is different
 * then.
 */
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it, jest } from "@jest/globals";
import { exitCodes } from "../../../findings/exit-codes";
import { pause } from "../../../engines/run/process";
import { seconds } from "../../../units/quantities";
import type { SmallProject } from "../../support/diff/small-project";
import { smallProject } from "../../support/diff/small-project";
import { emptyFolder } from "../../support/folder";

// Programs are started that others have to wait for.
jest.setTimeout(60_000);

const command = join(__dirname, "..", "..", "..", "commands", "diff.ts");
const place = /^\s+at /m;

/** Runs it there, and holds it to what it has to leave alone. */
async function diff(
  { folder, git }: SmallProject,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  meanwhile: (child: ChildProcess) => Promise<void> = () => Promise.resolve(),
) {
  const output = join(folder, "cdktf.out", "manifest.json");
  mkdirSync(join(folder, "cdktf.out"), { recursive: true });
  writeFileSync(output, "of yesterday");
  const before = git("status", "--short");
  const temporary = emptyFolder("temporary");
  const child = spawn(process.execPath, ["-r", "tsx/cjs", command, "--environment", "local", ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: temporary, ...env },
  });
  const [exitCode, stdout, stderr] = await Promise.all([
    once(child, "close").then(([code]): unknown => code),
    text(child.stdout),
    text(child.stderr),
    meanwhile(child),
  ]);
  expect(readFileSync(output, "utf8")).toBe("of yesterday");
  expect(git("status", "--short")).toBe(before);
  expect(git("worktree", "list").trim().split("\n")).toHaveLength(1);
  // The loader of TypeScript keeps what it compiled.
  expect(readdirSync(temporary).filter((name) => !name.startsWith("tsx-"))).toEqual([]);
  return { exitCode, stdout, stderr };
}

/** What is committed cannot be synthesized, and what is here can. */
function withBase(broken: (one: SmallProject) => void): SmallProject {
  const one = smallProject();
  broken(one);
  one.git("commit", "--quiet", "--all", "--message=broken");
  one.git("revert", "--no-commit", "HEAD");
  return one;
}

const throwing = ({ write }: SmallProject) =>
  write("start.js", 'function buildStacks() { throw new Error("no such thing"); }\nbuildStacks();\n');

describe("npm run diff", () => {
  it("knows no such commit, and says how to get one", async () => {
    for (const args of [[], ["--verbose"]]) {
      const { exitCode, stdout, stderr } = await diff(smallProject(), ["--base", "NOSUCHREF", ...args]);
      expect([exitCode, stdout]).toEqual([exitCodes["base-unknown"], ""]);
      expect(stderr).toMatch(/^error {2}base-unknown {2}--base\n {2}git knows no commit "NOSUCHREF"\.$/m);
      expect(stderr).toContain("fix   git fetch origin");
      expect(stderr).toMatch(/1 error\. Nothing was compared\.\n$/);
      expect(stderr).not.toMatch(place);
    }
  });

  it("shows what the base says where that has errors of its own", async () => {
    const base = withBase(({ write }) => write("value", "broken"));
    const { exitCode, stdout, stderr } = await diff(base, ["--base", "HEAD"]);
    expect([exitCode, stdout]).toEqual([exitCodes["base-not-synthesized"], ""]);
    expect(stderr).toMatch(/^error {2}base-not-synthesized {2}local\n/m);
    expect(stderr).toContain("error  value-broken");
    expect(stderr).not.toMatch(place);
  });

  it.each([
    ["base", "base-not-synthesized", () => withBase(throwing)],
    [
      "present",
      "present-not-synthesized",
      () => {
        const one = smallProject();
        throwing(one);
        return one;
      },
    ],
  ] as const)("says why the %s stopped, and where in its code only if it is asked to", async (_, id, made) => {
    const one = made();
    const { exitCode, stdout, stderr } = await diff(one, ["--base", "HEAD", "--markdown"]);
    expect([exitCode, stdout]).toEqual([exitCodes[id], ""]);
    expect(stderr).toContain("Error: no such thing");
    expect(stderr).not.toMatch(place);
    const more = await diff(one, ["--base", "HEAD", "--markdown", "--verbose"]);
    expect([more.exitCode, more.stdout]).toEqual([exitCodes[id], ""]);
    expect(more.stderr).toMatch(/^\s+at buildStacks /m);
  });

  it("obeys nothing that a base says to the terminal", async () => {
    const base = withBase(({ write }) =>
      write("start.js", 'console.error("\\u001b[31mgone\\u001b[2J\\u202e"); process.exit(1);'),
    );
    for (const args of [[], ["--verbose"]]) {
      const { stderr } = await diff(base, ["--base", "HEAD", ...args]);
      expect(stderr.match(/gone/g)).toHaveLength(1 + args.length);
      expect(stderr).not.toMatch(/[^\P{C}\n]/u);
    }
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("leaves nothing behind where %s ends it", async (signal) => {
    const begun = join(emptyFolder("begun"), "begun");
    const one = smallProject();
    // Longer than this test may take: diff waits for what it started.
    one.write("start.js", `require("node:fs").writeFileSync("${begun}", ""); setTimeout(() => {}, 120_000);`);
    const { exitCode, stderr } = await diff(one, ["--base", "HEAD"], {}, async (child) => {
      while (!existsSync(begun)) await pause(seconds(0.05));
      child.kill(signal);
    });
    expect([exitCode, stderr]).toEqual([130, "Stopped; nothing is left behind.\n"]);
  });

  it("says in a line what it did not expect, and where it happened only if it is asked to", async () => {
    const without = { PATH: emptyFolder("no-git") };
    const { exitCode, stdout, stderr } = await diff(smallProject(), ["--base", "HEAD"], without);
    expect([exitCode, stdout, stderr]).toEqual([exitCodes.failed, "", "spawn git ENOENT\n"]);
    const more = await diff(smallProject(), ["--base", "HEAD", "--verbose"], without);
    expect(more.stderr).toMatch(place);
  });
});
