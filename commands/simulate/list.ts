import type { Scenario } from "../../scenarios/scenario";
import { dueOf } from "../../scenarios/scenario";
import { sets } from "../../scenarios/sets";
import { folded } from "./words/folded";
import { dueWords } from "./words/verdict";

/** All scenarios, with what happens in them, and what somebody has to be told of it. */
export const scenarioList = (): string =>
  sets.map(({ name, scenarios }) => [name, ...scenarios.flatMap(scenarioLines)].join("\n")).join("\n\n");

const indent = "      ";

function scenarioLines(scenario: Scenario): string[] {
  const due = dueOf(scenario).map(dueWords);
  const lines = [scenario.title, ...(due.length > 0 ? due : ["nothing is due"])];
  return [
    `  ${scenario.name}`,
    ...lines.flatMap((line) => folded(line, 80 - indent.length)).map((line) => indent + line),
  ];
}
