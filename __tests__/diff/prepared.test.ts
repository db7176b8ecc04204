import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { changesBetween } from "../../diff/compare";
import { markdown } from "../../diff/render/markdown";
import { reportOf } from "../../diff/report";
import { preparedChanges } from "../support/diff/prepared";
import { sideOf } from "../support/diff/side";

const base = sideOf();

/** As it was read and found good; `EXPECTED=write` writes them anew, to be read again. */
const expected = (name: string) => join(__dirname, "expected", `${name}.md`);

describe("a change that people make", () => {
  it.each(Object.entries(preparedChanges))("is told as a reviewer should read it: %s", (name, change) => {
    const changes = changesBetween(base, change(base));
    const told = markdown(reportOf(new Map([["production", changes]]), { base: "main", notes: [] }));
    if (process.env.EXPECTED === "write") writeFileSync(expected(name), told);
    expect(told).toBe(readFileSync(expected(name), "utf8"));
  });

  it("is none where both sides are the same", () => {
    expect(changesBetween(base, sideOf())).toEqual([]);
  });
});
