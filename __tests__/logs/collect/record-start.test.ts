import { describe, expect, it } from "@jest/globals";
import { regexProblem } from "../../../findings/regex";
import { beginnings, recordStart } from "../../../logs/collect/record-start";
import { recordsOf } from "../../support/collect/records";
import { streams } from "../../support/collect/streams";

const begins = (line: string) => new RegExp(recordStart).test(line);

describe("the beginning of a record", () => {
  it.each(beginnings)("is known by $pattern: $example", ({ pattern, example }) => {
    expect(new RegExp(`^(?:${pattern})`).test(example)).toBe(true);
    expect(begins(example)).toBe(true);
  });

  it.each(beginnings)("is known by $pattern, and by no other: none is there for nothing", ({ example }) => {
    expect(beginnings.filter(({ pattern }) => new RegExp(`^(?:${pattern})`).test(example))).toHaveLength(1);
  });

  it("is none of what Go's expressions lack, and captures nothing", () => {
    expect(regexProblem(recordStart)).toBeUndefined();
    expect(new RegExp(`${recordStart}|`).exec("")).toHaveLength(1);
  });

  it("stands at the beginning of the line", () => {
    for (const { example } of beginnings) expect(begins(`\t${example}`)).toBe(false);
  });

  it.each([
    "    at pay (/app/dist/checkout.js:42:11)",
    "Caused by: java.io.IOException: closed",
    "\t... 12 more",
    "goroutine 18 [select]:",
    "[signal SIGSEGV: segmentation violation code=0x1 addr=0x18 pc=0x6d1f2a]",
    "{",
    "}",
    "",
    "KeyError: 'sku'",
    "INFORMATION",
    "/app/dist/checkout.js:42:11",
    "levels=3",
  ])("is not %j", (line) => {
    expect(begins(line)).toBe(false);
  });

  it.each(Object.entries(streams))("finds the records again in what is written by %s", (_, records) => {
    expect(recordsOf(records.flat(), recordStart)).toEqual(records.map((lines) => lines.join("\n")));
  });

  it("costs no more than a look at each sign, however the line is made", () => {
    const hostile = ["x".repeat(200_000), "a ".repeat(100_000), "[".repeat(200_000), "1".repeat(200_000)];
    const before = process.cpuUsage();
    for (const line of hostile) begins(line);
    // Microseconds: some 20 milliseconds by itself.
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
  });
});
