import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { own } from "../../benchmark/pack";
import { peers } from "../../benchmark/peers";
import { replaceMeasured } from "../../benchmark/readme";
import { dueOf } from "../../scenarios/scenario";
import { sets } from "../../scenarios/sets";

const readme = readFileSync(join(__dirname, "../../README.md"), "utf8");
const [tables = ""] = /<!-- measured: .*<!-- end of what is measured -->/s.exec(readme) ?? [];

/** The cells of a row, by its first one. */
const row = (text: string, name: string): string[] =>
  text
    .split("\n")
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .find(([first]) => first === name) ?? [];

describe.each(sets.map((set) => [set.name, set] as const))(
  "what the README tells of the %s set",
  (name, { scenarios, seeds }) => {
    const [, from = ""] = tables.split(`**The ${name} set**: `);
    const [text = ""] = from.split("**The ");
    const quiet = scenarios.filter((scenario) => dueOf(scenario).length === 0);

    it("was measured with all scenarios and seeds that there are; if not: npm run benchmark:detection -- --write", () => {
      expect(text).toContain(`${scenarios.length * seeds.length} plays, ${quiet.length * seeds.length} of them quiet.`);
    });

    it("has a row for each family in which something is due, and a column for each pack", () => {
      const families = new Set(scenarios.filter((scenario) => dueOf(scenario).length > 0).map(({ family }) => family));
      expect([...families].filter((family) => row(text, family).length === 0)).toEqual([]);
      expect(
        row(text, "family").filter((cell) => cell !== "family" && cell !== "median" && cell !== "in time"),
      ).toEqual([own, ...peers.map((peer) => peer.name)]);
    });

    it("is summed up above the tables", () => {
      const [above = ""] = readme.split(tables);
      const [, , , inTime = ""] = row(text, "all");
      expect(above).toContain(`${inTime.replace("/", " of ")} in the ${name} set`);
    });

    it("is that all promises are kept", () => {
      expect(text).toContain("All promises are kept.");
    });

    it("names every promise that is not kept, where its figures show one", () => {
      const due = scenarios.flatMap(dueOf).length * seeds.length;
      const [, told, , inTime] = row(text, "all");
      const count = (name: string) => Number(row(text, name)[1]);
      const broken = [
        [told !== `${due}/${due}`, "never comes"],
        [inTime !== `${due}/${due}`, "that is due within"],
        [count("pages in a week of quiet days") > 1, "Somebody is woken for nothing"],
        [count("faults that could wait, and woke somebody") > 0, "and a ticket was due"],
        [count("scenarios that woke somebody once too often") > 0, "the same person is woken"],
        [count("scenarios that woke somebody for something else") > 0, "for something else than is due"],
      ] as const;
      for (const [isBroken, named] of broken) expect([named, text.includes(named)]).toEqual([named, isBroken]);
      expect(text.includes("All promises are kept.")).toBe(!text.includes("Promises that are not kept:"));
    });
  },
);

describe("what was measured", () => {
  it("takes the place of what stood between the marks, and says where they go if they are missing", () => {
    expect(replaceMeasured(readme, "figures")).toBe(
      readme.replace(tables, tables.replace(/(?<=-->).*(?=<!--)/s, "\n\nfigures\n\n")),
    );
    expect(() => replaceMeasured("# A page", "figures")).toThrow("put both marks where the table belongs");
  });
});
