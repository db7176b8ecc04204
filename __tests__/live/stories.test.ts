/**
 * What is taken for granted of every alert rule, told to real Prometheus with the rules that production deploys; and of
 * the same rules with a mistake in them, each of which a story has to notice. Alerts on logs: log-stories.test.ts.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it, jest } from "@jest/globals";
import type { ToldStories } from "../../commands/stories/tell";
import { tellStories } from "../../commands/stories/tell";
import { production } from "../../environments/production";
import type { Finding } from "../../findings/finding";
import { system } from "../../system";

jest.setTimeout(900_000);

let told: ToldStories;

beforeAll(async () => {
  told = await tellStories({ system, environment: production, mutate: true });
});

/** Where a mistake is noticed by nobody, or taken for one that nobody can notice. */
const isOfMutants = ({ id }: Finding): boolean => id === "mutant-survives" || id === "excuse-not-needed";
const found = (isAsked: (finding: Finding) => boolean): string[] =>
  told.findings.filter(isAsked).map(({ id, where, what }) => `${id} ${where}: ${what}`);

describe("the stories of the alerts on metrics", () => {
  it("are of every alert rule: when it fires, and when it is quiet", () => {
    expect(told.figures.rules).toBeGreaterThan(100);
    const lacking = told.judged.filter(({ quiet, firing }) => quiet === 0 || firing === 0);
    expect(lacking.map(({ alert }) => alert.id)).toEqual([]);
  });

  it("are what real Prometheus sees, and told well", () => {
    expect(found((finding) => !isOfMutants(finding))).toEqual([]);
  });

  it("are not what it sees where an alert has a mistake in it", () => {
    expect(found(isOfMutants)).toEqual([]);
    expect(told.figures.mutants).toBeGreaterThan(5 * told.figures.rules);
  });

  it("come to what README.md says", () => {
    const { rules, mutants, untellable, survivors } = told.figures;
    const count = (n: number) => n.toLocaleString("en");
    expect(readFileSync(join(__dirname, "../../README.md"), "utf8")).toContain(
      `${count(rules)} alert rules on metrics, all with both kinds; ${count(mutants)} mistakes, ${count(untellable)} of which no story can show, and ${count(survivors)} that nobody notices.`,
    );
  });
});
