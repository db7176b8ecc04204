import { describe, expect, it } from "@jest/globals";
import { readOptions } from "../../commands/stories/options";

describe("the options of npm run stories", () => {
  it("are all optional", () => {
    expect(readOptions([], {})).toEqual({ environment: "production", mutate: false, verbose: false, findings: [] });
  });

  it("are read in either spelling", () => {
    expect(readOptions(["--alert=^shop-", "--environment", "local", "--mutate"], {})).toEqual({
      environment: "local",
      asked: /^shop-/,
      mutate: true,
      verbose: false,
      findings: [],
    });
  });

  it("are refused all at once, each with its reason and remedy", () => {
    const { findings } = readOptions(["shop", "--mutat", "--environment", "--alert=shop-("], {});
    expect(findings.map(({ id, what, fix }) => `${id} ${what} ${fix}`)).toMatchInlineSnapshot(`
     [
       "unknown-option "shop" is not understood. npm run stories -- --alert shop-api-errors",
       "unknown-option "--mutat" is not understood. did you mean --mutate?",
       "unknown-option "--environment" lacks its value. npm run stories -- --environment …",
     ]
    `);
  });
});
