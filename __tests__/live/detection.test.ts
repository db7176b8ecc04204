/**
 * The gate: of the tuning set a fault of every family and two quiet days, each with one seed, played to our alerts
 * alone. All of it, with published rules beside them, is `npm run benchmark:detection`, which is asked for them here,
 * in a process of its own: in Jest's it takes twice as long.
 */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "@jest/globals";
import type { Verdict } from "../../benchmark/judge";
import { brokenPromises } from "../../benchmark/promises";
import type { Measured } from "../../benchmark/readme";
import type { Scenario } from "../../scenarios/scenario";
import { sets } from "../../scenarios/sets";
import { minutes } from "../../units/quantities";

const faults = [
  "production-stops",
  "slow-bleeding",
  "models-refused",
  "everything-slow",
  "checkout-slow",
  "nobody-calls",
  "ingress-broken",
  "leak",
  "starved",
  "one-pod-crashes",
  "orders-pile-up",
  "orders-beside-bug",
  "publishers-blocked",
  "database-gone",
  "table-rewritten",
  "media-copied",
  "spans-unscraped",
  "database-unmeasured",
  "rules-of-shop-fail",
];
const quietDays = ["retry-storm", "consumers-restart"];

/** @returns what the command prints, whether all promises are kept or not */
const measured = (names: readonly string[]): Promise<readonly Measured[]> =>
  new Promise((resolve, reject) => {
    const options = [
      "--json",
      "--alone",
      "--set",
      "tuning",
      "--seeds",
      "1",
      ...names.flatMap((name) => ["--scenario", name]),
    ];
    execFile(
      process.execPath,
      ["-r", "tsx/cjs", "scripts/benchmark-detection.ts", ...options],
      { cwd: join(__dirname, "../.."), maxBuffer: 2 ** 24 },
      (error, stdout, stderr) => {
        if (stdout === "") reject(new Error(stderr, { cause: error }));
        else resolve(JSON.parse(stdout) as readonly Measured[]);
      },
    );
  });

describe("the alerts as synthesized", () => {
  const verdicts = new Map<string, Verdict>();

  beforeAll(async () => {
    const { verdicts: all = [] } = (await measured([...faults, ...quietDays]))[0] ?? {};
    for (const verdict of all) verdicts.set(verdict.scenario, verdict);
  }, minutes(10).milliseconds);

  it("are played a fault of every family that the tuning set has", () => {
    const { scenarios } = sets.find(({ name }) => name === "tuning") ?? { scenarios: [] };
    const familiesOf = (those: readonly Scenario[]) => [...new Set(those.map(({ family }) => family))].sort();
    expect(familiesOf(scenarios.filter(({ name }) => faults.includes(name)))).toEqual(
      familiesOf(scenarios.filter(({ family }) => family !== "quiet")),
    );
  });

  it.each(faults)("tell of %s before its deadline, and wake whoever has to know once", (name) => {
    const verdict = verdicts.get(name);
    expect(verdict).toBeDefined();
    expect(verdict && brokenPromises([verdict])).toEqual([]);
  });

  it("tell of each as soon as they did when this was written, in minutes since the fault", () => {
    const told = faults.map((name) => {
      const { dues = [] } = verdicts.get(name) ?? {};
      return `${name}: ${dues.map(({ toldAfter }) => (toldAfter ? toldAfter.milliseconds / 60_000 : "never")).join(", ")}`;
    });
    expect(told.join("\n")).toMatchInlineSnapshot(`
     "production-stops: 4.5
     slow-bleeding: 57
     models-refused: 26
     everything-slow: 6.5
     checkout-slow: 5.5
     nobody-calls: 9.5
     ingress-broken: 3.5
     leak: 126
     starved: 19
     one-pod-crashes: 15
     orders-pile-up: 28.5
     orders-beside-bug: 14, 19.5, 17.5
     publishers-blocked: 1.5
     database-gone: 1.5
     table-rewritten: 107.5
     media-copied: 185
     spans-unscraped: 5.5
     database-unmeasured: 10
     rules-of-shop-fail: 10.5"
    `);
  });

  it.each(quietDays)("wake nobody on a day like %s", (name) => {
    expect(verdicts.get(name)).toMatchObject({ dues: [], pages: 0 });
  });
});
