import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { capacityOf } from "../../capacity/capacity";
import { checkGrowth } from "../../capacity/check";
import { production } from "../../environments/production";
import { system } from "../../system";
import { productionLogging as logging, productionSlices as slices } from "./production-slices";

const page = readFileSync(join(__dirname, "..", "..", "docs", "capacity.md"), "utf8");

const rows = Array.from(page.matchAll(/^\| (\d+) +\| `([a-z-]+)` +\| `([\w.]+)` +\|/gm), ([, from, id, where]) => ({
  from: Number(from),
  finding: `${id} ${where}`,
}));

const foundWith = (services: number): string[] =>
  checkGrowth(production, capacityOf({ system, environment: production, slices, logging }, services)).map(
    ({ id, where }) => `${id} ${where.replace(/^production\.(?:elk\.)?/, "")}`,
  );

describe("docs/capacity.md", () => {
  it("says what is full first", () => {
    expect(rows).toHaveLength(7);
    expect(rows.map(({ from }) => from)).toEqual(rows.map(({ from }) => from).sort((a, b) => a - b));
  });

  it.each(rows)("$finding is found with $from services, and with one fewer it is not", ({ from, finding }) => {
    expect(foundWith(from)).toContain(finding);
    expect(foundWith(from - 1)).not.toContain(finding);
  });
});
