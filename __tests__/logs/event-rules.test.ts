import { describe, expect, it } from "@jest/globals";
import { brokerEvents } from "../../logs/broker/events";
import { databaseEvents } from "../../logs/database/events";
import type { EventRule } from "../../logs/parts/classify";
import { platformEvents } from "../../logs/platform/events";

interface Line {
  readonly text: string;
  readonly level: string;
}

const fits = ({ begins = [], has = [], levels = [] }: EventRule, { text, level }: Line): boolean =>
  (levels.length === 0 || levels.includes(level)) &&
  (begins.length === 0 || begins.some((words) => text.startsWith(words))) &&
  (has.length === 0 || has.some((words) => text.includes(words)));

const orAny = (texts: readonly string[] = []): readonly string[] => (texts.length > 0 ? texts : [""]);

/** Lines that say no more than a rule asks for, each by another of its texts. */
const linesFor = ({ begins, has, levels }: EventRule): Line[] =>
  orAny(begins).flatMap((beginning) =>
    orAny(has).flatMap((words) => orAny(levels).map((level) => ({ text: `${beginning}\n${words}`, level }))),
  );

/** Lines that never come to the rule that asks for them. */
const hidden = (rules: readonly EventRule[]): string[] =>
  rules.flatMap((rule) =>
    linesFor(rule).flatMap((line) => {
      const first = rules.find((one) => fits(one, line));
      return first === rule ? [] : [`${rule.event}: ${JSON.stringify(line.text)} is ${first?.event ?? "nothing"}`];
    }),
  );

/** Texts that a rule could do without, for another of its texts stands in them. */
const implied = ({ event, begins = [], has = [] }: EventRule): string[] =>
  [
    ...begins.filter((text) => begins.some((other) => other !== text && text.startsWith(other))),
    ...has.filter((text) => has.some((other) => other !== text && text.includes(other))),
    ...has.filter((text) => begins.some((beginning) => beginning.includes(text))),
  ].map((text) => `${event}: ${JSON.stringify(text)}`);

/** Rules that could be one with the rule above. */
const continuing = (rules: readonly EventRule[]): string[] =>
  rules.slice(1).flatMap((rule, at) => (shape(rule) === shape(rules[at]) ? [`${rule.event}, rule ${at + 2}`] : []));

/** By which of its conditions it is told apart; with both, they belong to each other. */
const shape = (rule?: EventRule): unknown =>
  rule?.begins && rule.has ? rule : JSON.stringify([rule?.event, rule?.levels, !rule?.begins, !rule?.has]);

describe.each([
  ["the broker", brokerEvents],
  ["the database", databaseEvents],
  ["the monitoring itself", platformEvents],
] as const)("the rules on lines of %s", (_, rules: readonly EventRule[]) => {
  it("hide no later one, in no part of it", () => {
    expect(hidden(rules)).toEqual([]);
  });

  it("ask for nothing that they ask for already", () => {
    expect(rules.flatMap(implied)).toEqual([]);
  });

  it("are as few as can be", () => {
    expect(continuing(rules)).toEqual([]);
  });
});

describe("rules that get in each other's way", () => {
  const rules: readonly EventRule[] = [
    { event: "administration", begins: ["Successfully "] },
    { event: "shutdown", begins: ["Stopping ", "Successfully stopped"] },
    { event: "partition", begins: ["Autoheal"], has: ["Autoheal", "partition"] },
    { event: "alarm", has: ["resource limit alarm", "limit alarm"] },
    { event: "alarm", has: ["watermark"] },
  ];

  it("are found", () => {
    expect(hidden(rules)).toEqual(['shutdown: "Successfully stopped\\n" is administration']);
    expect(rules.flatMap(implied)).toEqual(['partition: "Autoheal"', 'alarm: "resource limit alarm"']);
    expect(continuing(rules)).toEqual(["alarm, rule 5"]);
  });
});
