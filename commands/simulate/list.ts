import { sets } from "../../scenarios/sets";

/** All scenarios, with what happens in them. */
export const scenarioList = (): string => {
  const all = sets.flatMap(({ scenarios }) => scenarios);
  const width = Math.max(...all.map(({ name }) => name.length));
  return sets
    .map(({ name, scenarios }) =>
      [name, ...scenarios.map((scenario) => `  ${scenario.name.padEnd(width)}  ${scenario.title}`)].join("\n"),
    )
    .join("\n\n");
};
