/** `npm run simulate`, as a person runs it: with a real Prometheus, and with all that may go wrong on the way. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { enginePath } from "../../engines/engine-path";
import { runToEnd } from "../../engines/run/process";
import { scenarios } from "../../scenarios";
import { dueOf } from "../../scenarios/scenario";
import { minutes, seconds } from "../../units/quantities";

const root = join(__dirname, "..", "..");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "simulate-test-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly exitCode: number | null;
  readonly said: string;
  readonly told: string;
  /** What is left in its folder for temporary files. */
  readonly left: readonly string[];
}

let runs = 0;

/** @param signalAt it is interrupted as soon as it says this */
async function run(
  args: readonly string[],
  { environment = {}, signalAt }: { readonly environment?: NodeJS.ProcessEnv; readonly signalAt?: string } = {},
): Promise<Ended> {
  const temporary = join(folder, `run-${(runs += 1)}`);
  mkdirSync(temporary);
  const child = spawn(process.execPath, ["-r", "tsx/cjs", join(root, "commands", "simulate.ts"), ...args], {
    cwd: root,
    env: { ...process.env, TMPDIR: temporary, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const heard = { said: "", told: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (heard.said += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    heard.told += text;
    if (signalAt !== undefined && heard.told.includes(signalAt)) child.kill("SIGINT");
  });
  await once(child, "close");
  return { exitCode: child.exitCode, ...heard, left: await leftIn(temporary) };
}

/**
 * Once what had to go is gone: processes that name the folder, and folders of Prometheus. tsx keeps what it compiled.
 */
async function leftIn(temporary: string): Promise<string[]> {
  for (let tries = 0; ; tries++) {
    const folders = readdirSync(temporary).filter((name) => !name.startsWith("tsx-"));
    const left = [...folders, ...processesNaming(temporary)];
    if (left.length === 0 || tries > 100) return left;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const processesNaming = (text: string): string[] =>
  readdirSync("/proc").flatMap((pid) => {
    try {
      const command = /^\d+$/.test(pid) ? readFileSync(join("/proc", pid, "cmdline"), "utf8") : "";
      return command.includes(text) ? [command.replaceAll("\0", " ")] : [];
    } catch {
      // It ended in the meantime.
      return [];
    }
  });

interface Told {
  readonly scenario?: string;
  readonly alerts: readonly {
    readonly uid: string;
    readonly severity: string;
    readonly spells: readonly { readonly fires?: string }[];
  }[];
  readonly notifications: readonly { readonly at: string; readonly contactPoint: string }[];
  readonly due: readonly { readonly inTime: boolean }[];
  readonly notSimulated: readonly { readonly why: string }[];
  readonly quiet: number;
}

/** For a process on a machine that is slow, and busy. */
const patience = minutes(5);

describe("npm run simulate", () => {
  it(
    "plays the longest scenario within 20 s on two cores",
    async () => {
      const before = workOfChildren();
      const { exitCode, said, told, left } = await run([
        "--scenario",
        longest.name,
        "--seed",
        "11",
        "--json",
        "--verbose",
      ]);
      // Of all processes together, so that a busy machine makes little difference. Alone it keeps 1.58 cores at work
      // (24.2 s of them in 15.3 s): so much is 20 s.
      expect(workOfChildren() - before).toBeLessThan(1.58 * seconds(20).milliseconds);
      expect({ exitCode, left }).toEqual({ exitCode: 0, left: [] });
      const { alerts, due, quiet, notSimulated } = JSON.parse(said) as Told;
      expect(alerts.filter(({ spells }) => spells.some(({ fires }) => fires))).not.toEqual([]);
      expect(due).toHaveLength(dueOf(longest).length);
      expect(quiet).toBeGreaterThan(80);
      expect(notSimulated.every(({ why }) => why === "logs")).toBe(true);
      expect(told).toMatch(/evaluates \d+ recording rules\n {2}[\d.]+ s/);
    },
    patience.milliseconds,
  );

  it(
    "shows that the shop's team is woken when its database is gone, by one page that names it, as in the README",
    async () => {
      const html = join(folder, "page.html");
      const { exitCode, said, left } = await run(["--scenario", "database-gone", "--html", html]);
      expect({ exitCode, left }).toEqual({ exitCode: 0, left: [] });
      const pages = said.split("\n\n").filter((block) => /^PAGE.*; pages\s/s.test(block));
      expect(pages).toEqual([shownInReadme()]);
      expect(pages[0]).toMatch(/^PAGE {4}shop-api: requests fail$.*look first: shop-db: at [\d.]+ times/ms);
      expect(readFileSync(html, "utf8")).toMatch(
        /^<!doctype html>.*<li>shop-db \(\S+\): at [\d.]+ times.*<\/html>\n$/s,
      );
    },
    patience.milliseconds,
  );

  it(
    "plays a scenario of one's own, out of a file that nothing else knows",
    async () => {
      const { exitCode, said, left } = await run(["--scenario-file", "scenarios/example.ts", "--json"]);
      expect({ exitCode, left }).toEqual({ exitCode: 0, left: [] });
      const { scenario, due } = JSON.parse(said) as Told;
      expect(scenario).toBe("payment-provider-down");
      expect(due.map(({ inTime }) => inTime)).toEqual([true]);
    },
    patience.milliseconds,
  );

  it(
    "replays an incident from its OpenMetrics text",
    async () => {
      const file = await exported(incidentFile());
      const { exitCode, said, told, left } = await run(["--file", file, "--json"]);
      expect({ exitCode, left }).toEqual({ exitCode: 0, left: [] });
      const { alerts } = JSON.parse(said) as Told;
      const fired = alerts.find(({ uid }) => uid === "shop-api-errors-page");
      // Half of the requests fail from 10:30 on; half an hour before none did.
      expect(fired?.spells[0]?.fires).toMatch(/^2026-02-03T10:3[2-9]/);
      // Whatever else would fire tells what was not exported.
      const firing = alerts.filter(({ spells }) => spells.some(({ fires }) => fires));
      expect(firing.map(({ uid }) => uid)).toEqual(["shop-api-errors-page", "shop-api-errors", "shop-api-endpoint"]);
      expect(told).toContain("warning  incident-unknown-metric  the file\n  no alert rule reads shop_made_up.");
    },
    patience.milliseconds,
  );

  it(
    "says all that is wrong with what it was given before it works, and of a binary file nothing that a terminal obeys",
    async () => {
      const binary = join(folder, "binary.om");
      writeFileSync(binary, "\u001b[2J\u0007\u0000\n");
      const { exitCode, said, told } = await run(["--file", binary, "--html", "/nonexistent/page.html"]);
      expect({ exitCode, said }).toEqual({ exitCode: 1, said: "" });
      expect(told).toContain("error  page-not-writable  /nonexistent/page.html");
      expect(told).toContain(String.raw`"\u001b[2J\u0007\u0000" is no sample`);
      expect(told).not.toContain("starts Prometheus");
    },
    patience.milliseconds,
  );

  it(
    "leaves no process and no folder when it is interrupted",
    async () => {
      const { exitCode, said, left } = await run(["--seed", "2"], { signalAt: "recording rules" });
      expect({ exitCode, said, left }).toEqual({ exitCode: null, said: "", left: [] });
    },
    patience.milliseconds,
  );

  it(
    "says which engine is missing, and how to come by it",
    async () => {
      const { exitCode, told, left } = await run(["--file", incidentFile()], {
        environment: { PATH: "/nowhere", XDG_CACHE_HOME: join(folder, "empty") },
      });
      expect({ exitCode, left }).toEqual({ exitCode: 1, left: [] });
      expect(told).toContain("error  engine-missing  Prometheus\n  prometheus is missing: ≥ 3.14.0");
      expect(told).toContain("fix   npm run engines");
    },
    patience.milliseconds,
  );

  it(
    "says how much room is needed when the disk fills, and leaves nothing",
    async () => {
      const { exitCode, told, left } = await run(["--file", incidentFile()], {
        environment: {
          PATH: `${pretending('answer.writeHead(500).end("write data/wal/0: no space left on device")')}:${process.env.PATH}`,
        },
      });
      expect({ exitCode, left }).toEqual({ exitCode: 1, left: [] });
      expect(told).toMatch(
        /error {2}disk-full {2}\S+\n {2}there is less room than Prometheus needs for these series: about 16 MiB\./,
      );
    },
    patience.milliseconds,
  );

  it(
    "tells the last words of a Prometheus that ends in the middle, and leaves nothing",
    async () => {
      const { exitCode, told, left } = await run(["--file", incidentFile()], {
        environment: {
          PATH: `${pretending('console.error("the head is corrupt"); process.exit(3)')}:${process.env.PATH}`,
        },
      });
      expect({ exitCode, left }).toEqual({ exitCode: 1, left: [] });
      expect(told).toMatch(/error {2}simulation-failed[^]*the head is corrupt/);
    },
    patience.milliseconds,
  );
});

/** The same rules and series in all: the more hours, the more work. */
const longest = scenarios.reduce((one, other) => (other.lasts.milliseconds > one.lasts.milliseconds ? other : one));

/** What stands below the command. */
function shownInReadme(): string {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const [, block] = /npm run simulate -- --scenario database-gone`[^`]*```\n([^`]+)\n```/.exec(readme) ?? [];
  return block ?? "README.md does not show it";
}

/** Milliseconds of CPU that this process' children, and theirs, have worked until they ended: two fields of proc(5). */
function workOfChildren(): number {
  const fields = readFileSync("/proc/self/stat", "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

const minute = 60;

/** A quiet hour and half an hour in which half of the shop's requests fail, scraped twice a minute. */
function incident(): string {
  const begins = Date.UTC(2026, 1, 3, 9, 30) / 1000;
  const counter = (status: string, counted: (since: number) => number) =>
    Array.from({ length: 180 }, (_, step) => {
      const labels = `endpoint="/api/catalog",http_status_code="${status}",job="shop-api-red",instance="a",method="GET",params="none",service="shop-api"`;
      return `traces_span_metrics_calls_total{${labels}} ${counted(step * 30)} ${begins + step * 30}`;
    });
  const failing = (since: number) => Math.max(0, since - 60 * minute) * 5;
  return [
    ...counter("200", (since) => since * 10 - failing(since)),
    ...counter("500", failing),
    `shop_made_up 1 ${begins}`,
    "# EOF",
  ].join("\n");
}

function incidentFile(): string {
  const file = join(folder, "incident.om");
  writeFileSync(file, incident());
  return file;
}

/** As docs/simulator.md says: the same again, out of the storage of a Prometheus. */
async function exported(text: string): Promise<string> {
  const storage = join(folder, "storage");
  // A Prometheus has one, and promtool insists on it.
  mkdirSync(join(storage, "wal"), { recursive: true });
  const promtool = async (...args: readonly string[]) => {
    const { output, complaint } = await runToEnd(enginePath("promtool"), ["tsdb", ...args]);
    expect(complaint).toBe("");
    return output;
  };
  await promtool("create-blocks-from", "openmetrics", text, storage);
  const file = join(folder, "exported.om");
  const period = [`--min-time=${Date.UTC(2026, 1, 3)}`, `--max-time=${Date.UTC(2026, 1, 4)}`];
  writeFileSync(file, await promtool("dump-openmetrics", ...period, '--match={__name__=~".+"}', storage));
  return file;
}

/** A folder with a Prometheus that is ready, and does this when it is given samples. */
function pretending(does: string): string {
  const where = mkdtempSync(join(folder, "pretending-"));
  const program = `#!${process.execPath}
const listens = process.argv.find((word) => word.startsWith("--web.listen-address="));
if (!listens) console.log("prometheus, version 3.16.0");
else require("node:http").createServer((request, answer) => {
  if (request.url === "/-/ready") answer.end("ready");
  else { ${does} }
}).listen(Number(listens.split(":")[1]), "127.0.0.1");
`;
  writeFileSync(join(where, "prometheus"), program);
  chmodSync(join(where, "prometheus"), 0o755);
  return where;
}
