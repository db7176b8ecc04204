/**
 * What is taken for granted of every alert rule, told to real Prometheus with the rules that production deploys; and of
 * the same rules with a mistake in them, each of which a story has to notice. Alerts on logs: log-stories.test.ts.
 */
import { beforeAll, expect, it, jest } from "@jest/globals";
import { figuresText } from "../../commands/stories/table";
import type { ToldStories } from "../../commands/stories/tell";
import { tellStories } from "../../commands/stories/tell";
import { production } from "../../environments/production";
import type { Finding } from "../../findings/finding";
import { system } from "../../system";

jest.setTimeout(600_000);

let told: ToldStories;

beforeAll(async () => {
  told = await tellStories({ system, environment: production, mutate: true });
  console.log(figuresText(told.figures, true));
});

/** Found of this kind: where, and what. */
const found = (isAsked: (finding: Finding) => boolean): string[] =>
  told.findings.filter(isAsked).map(({ id, where, what }) => `${id} ${where}: ${what}`);

it("is told of every alert rule: when it fires, and when it is quiet", () => {
  expect(found(({ id }) => id === "alert-without-story")).toEqual([]);
  expect(told.figures.withStories).toBe(told.figures.rules);
});

it("is what real Prometheus sees", () => {
  expect(found(({ id }) => id === "story-contradicts-alert")).toEqual([]);
});

it("is not what it sees where an alert has a mistake in it", () => {
  expect(found(({ id }) => id === "mutant-survives" || id === "equivalent-not-needed")).toEqual([]);
  expect(told.figures.mutants).toBeGreaterThan(5 * told.figures.rules);
});

it("is told well", () => {
  const others = ["alert-without-story", "story-contradicts-alert", "mutant-survives", "equivalent-not-needed"];
  expect(found(({ id }) => !others.includes(id))).toEqual([]);
});
