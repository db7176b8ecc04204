import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { exitCodes } from "../../findings/exit-codes";

/** Code and failure, as a table of docs/ has them; several failures may stand in a row. */
const rowsOf = (page: string): (readonly [string, number])[] =>
  Array.from(readFileSync(join(__dirname, "..", "..", "docs", page), "utf8").matchAll(/^\| +(\d+) +\|([^|]+)\|/gm))
    .flatMap(([, code, cell = ""]) =>
      Array.from(cell.matchAll(/`([a-z-]+)`/g), ([, name = ""]) => [name, code] as const),
    )
    .map(([name, code]) => [name, Number(code)]);

describe("exit codes", () => {
  it("stand in docs/delivery.md, and in docs/review.md from 60 on, with the same numbers", () => {
    const ofDiff = rowsOf("review.md").filter(([, code]) => code >= 60);
    expect(Object.fromEntries([...rowsOf("delivery.md"), ...ofDiff])).toEqual({ ...exitCodes });
  });

  it("are one for each failure; for what a synth left broken or did not leave, one together", () => {
    const { "output-broken": broken, ...others } = exitCodes;
    expect(broken).toBe(others["output-missing"]);
    const numbers = Object.values(others);
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});
