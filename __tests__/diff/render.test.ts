import { describe, expect, it } from "@jest/globals";
import type { Change } from "../../diff/change";
import { json } from "../../diff/render/json";
import { markdown } from "../../diff/render/markdown";
import { terminal } from "../../diff/render/terminal";
import { reportOf } from "../../diff/report";
import { mostOfMeaning } from "../../findings/comment-size";

const asked = { base: "main", notes: [] };

const threshold: Change = {
  section: "alerts",
  kind: "changed",
  subject: "shop-api: requests are slow",
  what: "threshold",
  before: "above 1 s",
  after: "above 2 s",
  flags: ["less-detected"],
};

const hostile = "x` | <img src=x onerror=1> @everyone #1 [a](javascript:b) *b*\n## c \u202e\u001b[31m";

describe("a report", () => {
  it("tells a change that is the same in two environments once, and where it is not in all", () => {
    const other = { ...threshold, after: "above 3 s" };
    const report = reportOf(
      new Map([
        ["local", [threshold, other]],
        ["staging", [threshold]],
      ]),
      asked,
    );
    expect(report.changes.map(({ after, environments }) => [after, environments])).toEqual([
      ["above 2 s", ["local", "staging"]],
      ["above 3 s", ["local"]],
    ]);
    expect(markdown(report)).toContain("`above 3 s` ⚠️ **less detected** (local)");
  });

  it("is a sentence where nothing changed", () => {
    const report = reportOf(new Map([["local", []]]), asked);
    expect(terminal(report, 80)).toBe("no changes in meaning\ncompared with main, in local");
    expect(markdown(report)).toBe("## Monitoring: no changes in meaning\n\nCompared with `main`, in local.\n");
  });

  it("shows texts of others as they are, and obeys none of them", () => {
    const report = reportOf(
      new Map([["local", [{ ...threshold, subject: hostile, before: hostile, detail: hostile }]]]),
      asked,
    );
    const told = markdown(report);
    const outsideOfCode = told.replace(/```diff[^]*?```/g, "");
    expect(outsideOfCode).not.toMatch(/<img|[^\\]\[a\]\(|@everyone|\u202e/);
    expect(told.split("\n").filter((line) => line.startsWith("## "))).toHaveLength(1);
    expect([told, terminal(report, 80)].filter((text) => /\u202e|[^\P{Cc}\n]/u.test(text))).toEqual([]);
  });

  it("stays below what a comment holds, keeps what matters, and says how much it left out", () => {
    const consequences = [{ ...threshold, what: "summary", before: "y".repeat(5000), after: "z".repeat(5000) }];
    const many = Array.from({ length: 900 }, (_, at) => ({ ...threshold, subject: `alert ${at}`, consequences }));
    const told = markdown(reportOf(new Map([["local", many]]), asked));
    expect(told.length).toBeLessThanOrEqual(mostOfMeaning);
    const shown = told.match(/\*\*alert \d+\*\* · threshold/g)?.length ?? 0;
    expect(shown).toBeGreaterThan(250);
    expect(told).toContain(`**${900 - shown} more changes are left out:**`);
  });

  it("shows of a long line where it became another", () => {
    const same = "a".repeat(500);
    const report = reportOf(
      new Map([["local", [{ ...threshold, before: `${same}|old|${same}`, after: `${same}|new|${same}` }]]]),
      asked,
    );
    const around = "a".repeat(39);
    expect(markdown(report)).toContain(`  -…${around}|old|${around}…\n  +…${around}|new|${around}…`);
    expect(terminal(report, 120)).toContain("|old|");
  });

  it("leads nowhere but to what is new", () => {
    const report = reportOf(new Map([["local", [{ ...threshold, detail: "https://a.example/) @all" }]]]), asked);
    expect(markdown(report)).toContain(": https:<!-- -->//a.example/) @<!-- -->all");
  });

  it.each([80, 120])("fits a terminal of %d columns", (width) => {
    const wide = { ...threshold, subject: "word ".repeat(60).trim(), detail: "word ".repeat(60).trim() };
    const lines = terminal(
      reportOf(new Map([["local", [wide, { ...wide, lines: ["-" + "q ".repeat(90)] }]]]), asked),
      width,
    ).split("\n");
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width);
  });

  it("is for programs the same: sections, flags and how many there are of each", () => {
    const report = reportOf(
      new Map([["local", [threshold, { ...threshold, also: ["another"], after: "above 9 s" }]]]),
      asked,
    );
    const read = JSON.parse(json(report)) as { version: number; flags: object; changes: readonly object[] };
    expect(read).toMatchObject({ version: 1, base: "main", environments: ["local"], flags: { "less-detected": 3 } });
    expect(read.changes[0]).toEqual({
      ...threshold,
      also: [],
      environments: ["local"],
      consequences: [],
    });
  });
});
