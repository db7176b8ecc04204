import { describe, expect, it } from "@jest/globals";
import { readOptions } from "../../../commands/simulate/options";

describe("the options of npm run simulate", () => {
  it("are all optional", () => {
    expect(readOptions([], {})).toEqual({
      environment: "production",
      seed: 1,
      list: false,
      json: false,
      verbose: false,
      findings: [],
    });
  });

  it("are read in either spelling", () => {
    expect(
      readOptions(["--scenario=quiet-night", "--seed", "7", "--scenario-file", "", "--html=a.html"], {}),
    ).toMatchObject({
      scenario: "quiet-night",
      seed: 7,
      html: "a.html",
    });
  });

  it("are refused all at once, each with its reason and remedy", () => {
    const words = ["shop", "--scenari", "a", "--seed", "1.5", "--file", "--scenario=a", "--scenario-file=b"];
    const { findings } = readOptions(words, {});
    expect(findings.map(({ id, what, fix }) => `${id} ${what} ${fix}`)).toMatchInlineSnapshot(`
     [
       "unknown-option "shop" is not understood. npm run simulate -- --scenario errors-at-peak",
       "unknown-option "--scenari" is not understood. did you mean --scenario?",
       "unknown-option "a" is not understood. npm run simulate -- --scenario errors-at-peak",
       "unknown-option "--file" lacks its value. npm run simulate -- --file …",
       "unknown-option "1.5" is no seed. npm run simulate -- --seed 11",
       "unknown-option --scenario-file and --file were given. npm run simulate -- --scenario-file …",
     ]
    `);
  });

  it("list the scenarios, or simulate one: nothing that is asked for is left undone", () => {
    const whatOf = (...words: readonly string[]) => readOptions(words, {}).findings.map(({ what }) => what);
    expect(whatOf("--list", "--html", "a.html", "--json")).toEqual(["--list and --html and --json were given."]);
    expect(whatOf("--list", "--scenario=a")).toEqual(["--list and --scenario were given."]);
    expect(whatOf("--list", "--environment", "local", "--verbose")).toEqual([]);
  });
});
