import { describe, expect, it } from "@jest/globals";
import { production } from "../../environments/production";
import { printFindings } from "../../findings/print";
import { scenarios } from "../../scenarios";
import { checkScenarios } from "../../scenarios/check";
import example from "../../scenarios/example";
import type { Scenario } from "../../scenarios/scenario";
import { dueOf, families } from "../../scenarios/scenario";
import { sets } from "../../scenarios/sets";
import { system } from "../../system";

const [tuning, heldOut] = sets;
const faulty = (list: readonly Scenario[]) => list.filter((scenario) => dueOf(scenario).length > 0);

describe("the scenarios", () => {
  it("have no findings, nor has the example of the documentation", () => {
    expect(printFindings(checkScenarios([...scenarios, example], { system, environment: production }), "")).toBe("");
  });

  it("are 25 with faults at least, and quiet days in either set", () => {
    expect(faulty(scenarios).length).toBeGreaterThanOrEqual(25);
    for (const set of sets) expect(set.scenarios.length - faulty(set.scenarios).length).toBeGreaterThanOrEqual(8);
  });

  it.each([...families])("are of each family in both sets, with other numbers: %s", (family) => {
    const of = (list: readonly Scenario[]) => list.filter((scenario) => scenario.family === family);
    expect(of(tuning.scenarios)).not.toEqual([]);
    expect(of(heldOut.scenarios)).not.toEqual([]);
    const facts = ({ begins, lasts, faults }: Scenario) => JSON.stringify({ begins, lasts, faults });
    const tuned = of(tuning.scenarios).map(facts);
    expect(of(heldOut.scenarios).filter((scenario) => tuned.includes(facts(scenario)))).toEqual([]);
  });

  it.each(sets)("are quiet days of all kinds, on which alerts might be deceived, in the set $name", (set) => {
    const quiet = set.scenarios.filter((scenario) => dueOf(scenario).length === 0);
    const kinds = quiet.flatMap(({ faults }) => faults.map(({ kind }) => kind));
    const deceiving = [
      "deploy",
      "errors",
      "pod-cpu",
      "traffic",
      "queue-publish",
      "scrape-gap",
      "counter-reset",
      "retries",
    ];
    expect(deceiving.filter((kind) => !kinds.some((known) => known === kind))).toEqual([]);
    expect(quiet.some(({ begins }) => ["saturday", "sunday"].includes(begins.weekday))).toBe(true);
    expect(quiet.some(({ begins }) => begins.hour >= 22 || begins.hour < 4)).toBe(true);
  });

  it("are measured with seeds that no other set has, three at least", () => {
    for (const { seeds } of sets) expect(new Set(seeds).size).toBeGreaterThanOrEqual(3);
    expect(heldOut.seeds.filter((seed) => tuning.seeds.includes(seed))).toEqual([]);
  });
});
