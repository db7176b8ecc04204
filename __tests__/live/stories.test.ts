/**
 * What is taken for granted of every alert rule, told to real Prometheus with the rules that production deploys; and of
 * the same rules with a mistake in them, each of which a story has to notice. Alerts on logs: log-stories.test.ts.
 */
import { beforeAll, describe, expect, it, jest } from "@jest/globals";
import { figuresText } from "../../commands/stories/table";
import type { ToldStories } from "../../commands/stories/tell";
import { tellStories } from "../../commands/stories/tell";
import { production } from "../../environments/production";
import type { Finding } from "../../findings/finding";
import { system } from "../../system";

jest.setTimeout(900_000);

/** Of these some mistakes are noticed by no story yet (`npm run stories -- --alert -api- --mutate` lists them). */
const notYetProven = /-api-(errors|slow|budget|endpoint|slowdown|traffic|probe|place)(-page)?$/;
/** Mistakes in the others that are still to be told of; may only shrink. */
const stillAlive = 0;
const proven = /^(?!.*-api-(errors|slow|budget|endpoint|slowdown|traffic|probe|place)(-page)?$)/;

describe.each([
  { of: "everything but the traffic of services", asked: proven, mutate: true },
  { of: "the traffic of services", asked: notYetProven, mutate: false },
])("the stories of the alerts on $of", ({ asked, mutate }) => {
  let told: ToldStories;

  beforeAll(async () => {
    told = await tellStories({ system, environment: production, asked, mutate });
    console.log(figuresText(told.figures, mutate));
  });

  /** Found of this kind: where, and what. */
  const found = (isAsked: (finding: Finding) => boolean): string[] =>
    told.findings.filter(isAsked).map(({ id, where, what }) => `${id} ${where}: ${what}`);

  it("are of every alert rule: when it fires, and when it is quiet", () => {
    expect(told.figures.rules).toBeGreaterThan(10);
    expect(told.figures.withStories).toBe(told.figures.rules);
  });

  it("are what real Prometheus sees, and told well", () => {
    expect(found(({ id }) => id !== "mutant-survives" && id !== "equivalent-not-needed")).toEqual([]);
  });

  if (mutate)
    it("are not what it sees where an alert has a mistake in it", () => {
      const survivors = found(({ id }) => id === "mutant-survives" || id === "equivalent-not-needed");
      console.log(survivors.join("\n"));
      expect(survivors.length).toBeLessThanOrEqual(stillAlive);
      expect(told.figures.mutants).toBeGreaterThan(5 * told.figures.rules);
    });
});
