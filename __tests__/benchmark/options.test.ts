import { describe, expect, it } from "@jest/globals";
import { readOptions } from "../../benchmark/options";
import { sets } from "../../scenarios/sets";

describe("the options of npm run benchmark:detection", () => {
  it("are all optional: both sets are played, each with all of its seeds", () => {
    expect(readOptions([])).toEqual({ sets, alone: false, json: false, write: false, findings: [] });
  });

  it("choose a set, scenarios and how many seeds", () => {
    const { sets: chosen, findings } = readOptions(["--scenario", "leak", "--scenario=retry-storm", "--seeds", "2"]);
    expect(findings).toEqual([]);
    expect(chosen.map(({ name, seeds, scenarios }) => [name, seeds, scenarios.map((one) => one.name).sort()])).toEqual([
      ["tuning", [11, 23], ["leak", "retry-storm"]],
    ]);
    expect(readOptions(["--set", "held-out", "--json"])).toMatchObject({ sets: [{ name: "held-out" }], json: true });
  });

  it("are refused all at once, each with its reason and remedy", () => {
    const told = (...args: readonly string[]) =>
      readOptions(args).findings.map(({ id, what, fix }) => `${id} ${what} ${fix}`);
    expect(told("--seed", "1", "--scenario", "leek", "--seeds", "1.5", "--write")).toMatchInlineSnapshot(`
     [
       "unknown-option "--seed" is not understood. did you mean --seeds?",
       "unknown-option "1" is not understood. npm run benchmark:detection -- --set tuning --seeds 1",
       "unknown-scenario no scenario that could be meant is called "leek". did you mean leak?",
       "unknown-option "1.5" is no number of seeds. npm run benchmark:detection -- --seeds 1",
       "unknown-option --write was given along with --set, --scenario, --seeds or --alone. npm run benchmark:detection -- --write",
     ]
    `);
    expect(told("--write=yes")).toEqual(['unknown-option "--write=yes" is not understood. did you mean --write?']);
    expect(told("--set", "tunning", "--scenario", "leak")).toMatchInlineSnapshot(`
     [
       "unknown-option "tunning" is no set of scenarios. did you mean tuning?",
     ]
    `);
    expect(told("--set", "held-out", "--scenario", "leak")).toMatchInlineSnapshot(`
     [
       "unknown-scenario no scenario that could be meant is called "leak". npm run simulate -- --list",
     ]
    `);
  });
});
