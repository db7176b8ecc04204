/** `npm run stories`, as people run it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { runToEnd } from "../../engines/run/process";

jest.setTimeout(60_000);

const command = ["-r", "tsx/cjs", "commands/stories.ts"];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stories-command-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Its own; tsx keeps a cache there as well. */
const left = (): string[] => readdirSync(folder).filter((name) => name.startsWith("stories-"));

const run = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  runToEnd(process.execPath, [...command, ...args], { TMPDIR: folder, ...environment });

describe("npm run stories", () => {
  it("tells those that are asked for, and says how many there are, and who tells those of logs", async () => {
    const { output, complaint } = await run(["--alert", "^(shop-api-tls|log-shop-api-silent)$"]);
    expect(complaint).toBe("");
    expect(output).toMatch(/^shop-api-tls +\d+ +\d+ +0$/m);
    expect(output).toMatch(
      /^1 alert rules, all with stories of both kinds; \d+ stories\.\n1 alerts on logs are not told theirs here: .*\n.*\.\nno findings\.$/m,
    );
    const [, named] = /--testPathPatterns (\S+)\)/.exec(output) ?? [];
    expect(existsSync(join("__tests__", "live", `${named}.test.ts`))).toBe(true);
    expect(left()).toEqual([]);
  });

  it("says what it knows where it is asked for something else", async () => {
    const { complaint } = await run(["--environment", "moon"]);
    expect(complaint).toContain('there is no environment "moon".');
    expect(complaint).toContain("choose one of local, staging, production");
  });

  it("takes it for a mistake that no alert is called as it is asked for", async () => {
    const { output, complaint } = await run(["--alert", "nothing"]);
    expect(output).toBe("");
    expect(complaint).toMatch(/^error {2}unknown-alert {2}alert\n {2}the id of no alert rule matches "nothing"\.$/m);
    expect(complaint).toMatch(/^1 error\. No story was told\.$/m);
  });

  it("says which engine is missing, and how it comes here", async () => {
    const { complaint } = await run(["--alert", "tls"], { PATH: "/nowhere", HOME: folder, XDG_CACHE_HOME: folder });
    expect(complaint).toMatch(
      /^error {2}engine-missing {2}promtool\n[^]*\n {2}fix {3}npm run engines\n\n1 error\. No story was told\.$/m,
    );
  });

  it("leaves no process and no folder when it is interrupted", async () => {
    const program = spawn(process.execPath, [...command, "--mutate", "--alert", "shop-api-errors"], {
      env: { ...process.env, TMPDIR: folder },
      stdio: "ignore",
    });
    const pids = (): number[] =>
      left()
        .flatMap((own) => readdirSync(join(folder, own)).map((name) => join(folder, own, name)))
        .filter((path) => path.includes("pid-"))
        .flatMap((path) => (existsSync(path) ? [Number(readFileSync(path, "utf8"))] : []))
        .filter((pid) => pid > 0);
    await until(() => pids().length > 0);
    const running = pids();
    program.kill("SIGINT");
    await once(program, "close");
    await until(() => left().length === 0);
    await until(() => !running.some(isAlive));
  });
});

async function until(isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + 30_000; !isSo();) {
    if (Date.now() > end) throw new Error("it did not come to that within 30 s");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
