import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { images } from "../versions";
import { ensure, missing } from "../engines/install";
import type { Environment } from "../engines/cache";
import { cacheFolder, locate } from "../engines/locate";
import type { Install, Pin } from "../engines/pin";
import { engineNames, pins } from "../engines/pins";
import { atOnce } from "../engines/run/at-once";
import { inRange, versionIn } from "../engines/version";
import { emptyFolder } from "./support/folder";

let home: string;
let environment: Environment;
let said: string[];

beforeEach(() => {
  home = emptyFolder("engines");
  environment = { HOME: home, PATH: `${join(home, "first")}:${join(home, "second")}:/usr/bin:/bin` };
  said = [];
});

afterEach(() => {
  jest.restoreAllMocks();
});

const say = (line: string) => said.push(line);

/** An engine that no machine has. `install` runs in a folder of its own, with `GOBIN` set, as for the real ones. */
const pin = (script: string, inputs: readonly string[] = []): Pin & { install: Install } => ({
  executable: "frobnicate",
  version: "2.1.0",
  fits: { from: "2.0.0", before: "3.0.0" },
  versionArguments: ["--version"],
  install: { command: ["sh", "-c", script], product: "bin/frobnicate", inputs },
});

const installs = pin('mkdir "$GOBIN" && echo done > "$GOBIN/frobnicate"');

function program(path: string, prints: string): string {
  return executable(path, `[ "$1" = --version ] && ${prints}`);
}

function executable(path: string, does: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${does}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe("looking for an engine", () => {
  it("takes the user's own from PATH when its version fits, before the cache", () => {
    program(join(cacheFolder("frob", installs, environment), "frobnicate"), "echo 2.1.0");
    const path = program(join(home, "second/frobnicate"), "echo frobnicate, version 2.4.1");
    expect(locate("frob", installs, environment).found).toEqual({ path, version: "2.4.1", from: "PATH" });
  });

  it("passes over a version that does not fit, says so, and goes on along PATH", () => {
    const old = program(join(home, "first/frobnicate"), "echo v1.9");
    const path = program(join(home, "second/frobnicate"), "echo v2.0 >&2");
    expect(locate("frob", installs, environment)).toEqual({
      found: { path, version: "2.0.0", from: "PATH" },
      rejected: [`1.9.0 at ${old}`],
    });
  });

  it("does not trust a program that cannot tell its version, nor a file that is no program", () => {
    const mute = program(join(home, "first/frobnicate"), "echo '(go: go1.26.8)'");
    mkdirSync(join(home, "second/frobnicate"), { recursive: true });
    expect(locate("frob", installs, environment)).toEqual({ rejected: [`no version that it would tell at ${mute}`] });
  });

  it("takes the cached one by its place alone, and finds nothing where nothing is", () => {
    expect(locate("frob", installs, environment)).toEqual({ rejected: [] });
    const path = program(join(home, ".cache/monitoring-as-code/frob-2.1.0/frobnicate"), "exit 1");
    expect(locate("frob", installs, environment).found).toEqual({ path, version: "2.1.0", from: "cache" });
  });

  it("looks where its package puts it, before the cache", () => {
    program(join(cacheFolder("frob", installs, environment), "frobnicate"), "echo 2.1.0");
    const path = program(join(home, "opt/frobnicate"), "echo 2.3.0");
    const packaged = { ...installs, places: [join(home, "opt")] };
    expect(locate("frob", packaged, environment).found).toEqual({ path, version: "2.3.0", from: "package" });
  });

  it("takes the one whose home a variable names, before PATH, unless its version does not fit", () => {
    const homed = { ...installs, home: "FROB_HOME" };
    const onPath = program(join(home, "first/frobnicate"), "echo 2.4.1");
    const chosen = program(join(home, "frob/bin/frobnicate"), "echo 2.6.0");
    const inHome = (folder: string) => locate("frob", homed, { ...environment, FROB_HOME: folder });
    expect(inHome(join(home, "frob")).found).toEqual({ path: chosen, version: "2.6.0", from: "home" });
    expect(inHome("frob").found).toMatchObject({ path: onPath });
    program(chosen, "echo 1.8.0");
    expect(inHome(join(home, "frob"))).toMatchObject({ found: { path: onPath }, rejected: [`1.8.0 at ${chosen}`] });
  });

  it("looks through all folders in which packages put several versions side by side", () => {
    const packaged = { ...installs, places: [join(home, "jvm/*/bin")] };
    expect(locate("frob", packaged, environment)).toEqual({ rejected: [] });
    const old = program(join(home, "jvm/frob-17/bin/frobnicate"), "echo 1.7");
    const path = program(join(home, "jvm/frob-25/bin/frobnicate"), "echo 2.5");
    program(join(home, "jvm/frob-26/bin/frobnicate"), "echo 2.6");
    writeFileSync(join(home, "jvm/README"), "");
    expect(locate("frob", packaged, environment)).toEqual({
      found: { path, version: "2.5.0", from: "package" },
      rejected: [`1.7.0 at ${old}`],
    });
  });

  it("reads the version off the path where asking would start a server", () => {
    const { executable, version, fits, install } = installs;
    const silent = { executable, version, fits, install };
    const real = program(join(home, "lib/frobnicate-2.6.1/sbin/frobnicate"), "touch $0.started");
    mkdirSync(join(home, "second"));
    symlinkSync(real, join(home, "second/frobnicate"));
    expect(locate("frob", silent, environment).found).toMatchObject({ version: "2.6.1", from: "PATH" });
    expect(existsSync(`${real}.started`)).toBe(false);
  });

  it("keeps its cache where the user keeps caches", () => {
    expect(cacheFolder("frob", installs, { ...environment, XDG_CACHE_HOME: "/var/caches" })).toBe(
      "/var/caches/monitoring-as-code/frob-2.1.0",
    );
    expect(cacheFolder("frob", installs, { ...environment, XDG_CACHE_HOME: "caches" })).toBe(
      join(home, ".cache/monitoring-as-code/frob-2.1.0"),
    );
  });

  it("has another place in the cache for another manifest", () => {
    const manifest = join(home, "manifest.yaml");
    const folders = ["one part", "two parts", "one part"].map((content) => {
      writeFileSync(manifest, content);
      return cacheFolder("frob", pin("", [manifest]), environment);
    });
    expect(folders[1]).not.toBe(folders[0]);
    expect(folders[2]).toBe(folders[0]);
  });
});

describe("installing an engine", () => {
  it("installs what is missing into the cache, and says what it does and how long it took", async () => {
    const { path, from } = await ensure("frob", installs, say, environment);
    expect({ path, from }).toEqual({
      path: join(home, ".cache/monitoring-as-code/frob-2.1.0/frobnicate"),
      from: "cache",
    });
    expect(existsSync(path)).toBe(true);
    expect(said).toEqual([
      expect.stringMatching(/^frob 2\.1\.0 is not here yet; installing: sh -c 'mkdir "\$GOBIN"/),
      expect.stringMatching(/^frob 2\.1\.0 installed in \d+ s: /),
    ]);
  });

  it("keeps a folder whole if the program is of use only with what lies beside it", async () => {
    const whole = pin('mkdir made && echo data > made/data && echo "#!/bin/sh" > made/frobnicate');
    const { path } = await ensure(
      "frob",
      { ...whole, install: { ...whole.install, product: "made" } },
      say,
      environment,
    );
    expect(readdirSync(dirname(path))).toEqual(["data", "frobnicate"]);
    expect(existsSync(join(home, ".cache/monitoring-as-code/frob-2.1.0"))).toBe(true);
  });

  it("does nothing the second time", async () => {
    await ensure("frob", installs, say, environment);
    await ensure("frob", pin("exit 1"), say, environment);
    expect(said).toHaveLength(2);
  });

  it("ends with one engine and no leftovers when two install it at once", async () => {
    const slowly = pin('sleep 0.2; mkdir "$GOBIN" && echo done > "$GOBIN/frobnicate"');
    const both = await Promise.all([1, 2].map(() => ensure("frob", slowly, say, environment)));
    expect(both[0]).toEqual(both[1]);
    expect(said.filter((line) => line.includes("installing"))).toHaveLength(2);
    expect(readdirSync(join(home, ".cache/monitoring-as-code"))).toEqual(["frob-2.1.0"]);
  });

  it("says which engine failed, by which command, with its last words and the remedy, and leaves nothing behind", async () => {
    const fails = pin("seq 20; echo no such module >&2; exit 3");
    await expect(ensure("frob", fails, say, environment)).rejects.toThrow(
      [
        "frob 2.1.0 could not be installed: sh ended with code 3",
        "  command  sh -c 'seq 20; echo no such module >&2; exit 3'",
        ...[12, 13, 14, 15, 16, 17, 18, 19, 20].map((line) => `  it said  ${line}`),
        "  it said  no such module",
        "  fix      Run the command by hand and see. Or put frobnicate ≥ 2.0.0 and < 3.0.0 on PATH.",
      ].join("\n"),
    );
    expect(readdirSync(join(home, ".cache/monitoring-as-code"))).toEqual([]);
  });

  it("names the tool that the install itself lacks", async () => {
    const { install, ...rest } = installs;
    const needsTool = { ...rest, install: { ...install, command: ["no-such-go", "install"] } };
    await expect(ensure("frob", needsTool, say, environment)).rejects.toThrow("Install no-such-go and put it on PATH.");
  });

  it("does not install what a person has to, and says what was found instead", async () => {
    const old = program(join(home, "first/frobnicate"), "echo 1.5.7");
    const byHand = { ...installs, install: { byHand: "Ask your administrator." } };
    await expect(ensure("frob", byHand, say, environment)).rejects.toThrow(
      [
        "frob is missing: ≥ 2.0.0 and < 3.0.0 is needed, and neither PATH nor the cache has it.",
        `  found   1.5.7 at ${old}: does not fit`,
        "  fix     Ask your administrator.",
      ].join("\n"),
    );
    expect(missing("frob", installs, [], "npm run engines")).toMatch(/fix {5}npm run engines$/);
  });
});

describe("installing packages", () => {
  const packaged: Pin = {
    ...installs,
    get places() {
      return [join(home, "opt")];
    },
    install: { packages: ["frob-server"], service: "frobd" },
  };
  const runningAs = (uid: number) => jest.spyOn(process as { getuid: () => number }, "getuid").mockReturnValue(uid);
  const policy = () => join(home, "usr/sbin/policy-rc.d");

  beforeEach(() => {
    // Where dpkg and its helpers look for the policy, too.
    environment = { ...environment, DPKG_ROOT: home };
    mkdirSync(dirname(policy()), { recursive: true });
    mkdirSync(join(home, "opt"));
  });

  it("asks apt-get as root, fetches its lists only when it must, and keeps no service", async () => {
    runningAs(0);
    const log = join(home, "log");
    // Fails the first time, as with no lists at all.
    const succeeds = `[ $(grep -c frob-server ${log}) = 2 ] && cp ${join(home, "frob")} ${join(home, "opt/frobnicate")}`;
    const notes = `echo "$(basename $0) $DEBIAN_FRONTEND $*, policy $(${policy()} >&2; echo $?)" >> ${log}`;
    program(join(home, "frob"), "echo 2.2.0");
    executable(join(home, "first/apt-get"), `${notes}; [ "$1" = update ] || ${succeeds}`);
    executable(join(home, "first/update-rc.d"), notes);
    const { path } = await ensure("frob", packaged, say, environment);
    expect(path).toBe(join(home, "opt/frobnicate"));
    const forbidden = "policy 101";
    const install = `apt-get noninteractive -o DPkg::Lock::Timeout=300 install -y --no-install-recommends frob-server, ${forbidden}`;
    expect(readFileSync(log, "utf8").trim().split("\n")).toEqual([
      install,
      `apt-get noninteractive update, ${forbidden}`,
      install,
      `update-rc.d noninteractive frobd disable, ${forbidden}`,
    ]);
    expect(existsSync(policy())).toBe(false);
    expect(said).toEqual([
      "frob is not here yet; installing: apt-get install --no-install-recommends frob-server; its service frobd is neither started nor enabled",
      expect.stringMatching(/^frob installed in \d+ s$/),
    ]);
  });

  it("has no service to keep from starting where the package brings none", async () => {
    runningAs(0);
    const log = join(home, "log");
    executable(
      join(home, "first/apt-get"),
      `cp ${program(join(home, "frob"), "echo 2.2.0")} ${join(home, "opt/frobnicate")}`,
    );
    executable(join(home, "first/update-rc.d"), `echo "$*" >> ${log}`);
    const tool: Pin = { ...packaged, install: { packages: ["frob"] } };
    await ensure("frob", tool, say, environment);
    expect(said[0]).toBe("frob is not here yet; installing: apt-get install --no-install-recommends frob");
    expect(existsSync(log)).toBe(false);
  });

  it("says what to do if apt-get fails, with its last words", async () => {
    runningAs(0);
    executable(join(home, "first/apt-get"), "echo no such package; exit 100");
    await expect(ensure("frob", packaged, say, environment)).rejects.toThrow(
      /fix {5}As root: apt-get install --no-install-recommends frob-server .*\n.*\n {2}apt-get said {2}no such package/s,
    );
  });

  it("leaves it to a person who is not root", async () => {
    runningAs(1000);
    await expect(ensure("frob", packaged, say, environment)).rejects.toThrow(
      "As root: apt-get install --no-install-recommends frob-server (Debian 12), without keeping its service: update-rc.d frobd disable",
    );
    expect(said).toEqual([]);
  });
});

describe("the pins", () => {
  it("reads versions as programs print them", () => {
    const printed = {
      "Terraform v1.11.4\non linux_amd64": [1, 11, 4],
      "promtool, version 3.16.0 (branch: HEAD)\n  go version: go1.26.8": [3, 16, 0],
      "otelcol-contrib version 0.155.0": [0, 155, 0],
      "v3.22.0+gabcdef": [3, 22, 0],
      "v0.8.0": [0, 8, 0],
      'openjdk version "25.0.3" 2026-04-21 LTS': [25, 0, 3],
      'openjdk version "25" 2025-09-16 LTS': [25, 0, 0],
    };
    for (const [text, version] of Object.entries(printed)) expect(versionIn(text)).toEqual(version);
    expect(versionIn("development")).toBeUndefined();
  });

  it("compares versions as numbers, the upper end left out", () => {
    const range = { from: "1.9.0", before: "2.0.0" };
    expect(
      [
        [1, 8, 9],
        [1, 9, 0],
        [1, 10, 0],
        [2, 0, 0],
      ].map(([a = 0, b = 0, c = 0]) => inRange([a, b, c], range)),
    ).toEqual([false, true, true, false]);
  });

  it("test the very collector that is deployed", () => {
    expect(images.openTelemetryCollector.tag).toBe(pins.otelcol.version);
  });

  it.each(engineNames)("installs a %s that fits, from a pinned version", (name) => {
    const { version, fits, install }: Pin = pins[name];
    expect(inRange(versionIn(version) ?? [0, 0, 0], fits)).toBe(true);
    if (!("command" in install)) return;
    const named = install.command.filter((word) => /@v\d+\.\d+\.\d+$/.test(word));
    const required = install.inputs.filter((file) =>
      new RegExp(`( v|==|<opensearch.version>)${version}( // indirect|</opensearch.version>)?$`, "m").test(
        readFileSync(file, "utf8"),
      ),
    );
    expect([named.length, required.length]).toContain(1);
    for (const file of install.inputs) expect(existsSync(file)).toBe(true);
  });
});

describe("the closing line", () => {
  const run = (tests: string, ...options: readonly string[]) => {
    writeFileSync(join(home, "some.test.js"), tests);
    const reporter = join(__dirname, "support/closing-line-reporter.cjs");
    const config = JSON.stringify({ rootDir: home, reporters: ["default", reporter], transform: {} });
    const jest = join(dirname(require.resolve("jest/package.json")), "bin/jest.js");
    return spawnSync(process.execPath, [jest, "--ci", "--config", config, ...options], { encoding: "utf8", cwd: home });
  };

  it("is the last of the run, and alone", () => {
    const { stdout, status } = run("it('a', () => {}); it('b', () => { throw new Error('x'); });");
    expect(stdout).toMatch(/^1 passed, 1 failed\n$/m);
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("1 passed, 1 failed");
    expect(status).toBe(1);
  });

  it("counts a file that could not run", () => {
    expect(run("throw new Error('x');").stdout).toMatch(/^0 passed, 1 failed\n$/m);
  });

  it("fails a run whose tests were skipped or left to do, and names them", () => {
    const { stdout, stderr, status } = run("it('a', () => {}); it.skip('b', () => {}); it.todo('c');");
    expect(stdout).toMatch(/^1 passed, 2 failed\n$/m);
    expect(stderr).toMatch(/counted as failed: b$/m);
    expect(stderr).toMatch(/counted as failed: c$/m);
    expect(status).toBe(1);
  });

  it("lets a run that was narrowed by name pass", () => {
    const { stdout, status } = run("it('a', () => {}); it('b', () => {});", "--testNamePattern", "a");
    expect(stdout).toMatch(/^1 passed, 0 failed\n$/m);
    expect(status).toBe(0);
  });
});

describe("work at once", () => {
  it("comes back in its order, and never is more than was allowed", async () => {
    let [now, most] = [0, 0];
    const results = await atOnce(
      [5, 1, 3, 2],
      async (wait) => {
        most = Math.max(most, (now += 1));
        await new Promise((resolve) => setTimeout(resolve, wait));
        now -= 1;
        return wait * 10;
      },
      2,
    );
    expect([results, most]).toEqual([[50, 10, 30, 20], 2]);
  });

  it("fails with the first failure, once what was begun has ended, and begins nothing more", async () => {
    const ended: number[] = [];
    const all = atOnce(
      [1, 20, 3, 4],
      async (wait) => {
        await new Promise((resolve) => setTimeout(resolve, wait));
        ended.push(wait);
        if (wait === 1) throw new Error("no");
      },
      2,
    );
    await expect(all).rejects.toThrow("no");
    expect(ended).toEqual([1, 20]);
  });
});
