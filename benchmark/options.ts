import { readCommandLine } from "../findings/command-line";
import type { Finding } from "../findings/finding";
import { errorUnless } from "../findings/finding";
import { didYouMean, nearest } from "../findings/nearest";
import { scenarioNamed } from "../scenarios/by-name";
import type { ScenarioSet } from "../scenarios/sets";
import { sets } from "../scenarios/sets";

/** What was asked for on the command line. */
export interface Options {
  /** Sets of scenarios to play, without the scenarios and seeds that nobody asked for. */
  readonly sets: readonly ScenarioSet[];
  /** Whether only our pack is played, and none that others published. */
  readonly alone: boolean;
  readonly json: boolean;
  /** Whether the README gets the table. */
  readonly write: boolean;
  readonly findings: readonly Finding[];
}

const words = {
  set: { type: "string" },
  scenario: { type: "string", multiple: true },
  seeds: { type: "string" },
  alone: { type: "boolean" },
  json: { type: "boolean" },
  write: { type: "boolean" },
} as const;

const command = {
  run: "npm run benchmark:detection",
  example: "--set tuning --seeds 1",
  why: "something else than was meant would be measured.",
} as const;

export function readOptions(args: readonly string[]): Options {
  const { has, text, texts, findings } = readCommandLine(args, words, command);
  const [set, names, seedsText] = [text("set"), texts("scenario"), text("seeds")];
  const seeds = Number(seedsText ?? Infinity);
  const asked = sets.filter(({ name }) => set === undefined || name === set);
  const scenarios = asked.flatMap((one) => one.scenarios);
  const isPart = has("alone") || [set, seedsText, ...names].some((part) => part !== undefined);
  return {
    sets: asked
      .map((one): ScenarioSet => {
        const [first, ...more] = one.seeds;
        return {
          ...one,
          seeds: [first, ...more.slice(0, seeds - 1)],
          scenarios: one.scenarios.filter(({ name }) => names.length === 0 || names.includes(name)),
        };
      })
      .filter((one) => one.scenarios.length > 0),
    alone: has("alone"),
    json: has("json"),
    write: has("write"),
    findings: [
      ...findings,
      ...(asked.length === 0 ? [] : names.flatMap((name) => scenarioNamed(name, scenarios).findings)),
      ...checkSet(set),
      ...errorUnless(seedsText === undefined || (Number.isSafeInteger(seeds) && seeds >= 1), {
        ...here,
        what: `"${seedsText ?? ""}" is no number of seeds.`,
        why: command.why,
        fix: `${command.run} -- --seeds 1`,
      }),
      ...errorUnless(!(has("write") && isPart), {
        ...here,
        what: "--write was given along with --set, --scenario, --seeds or --alone.",
        why: "the table of the README would be of a part, and nobody could tell.",
        fix: `${command.run} -- --write`,
      }),
    ],
  };
}

const here = { id: "unknown-option", where: "command line" } as const;

function checkSet(set: string | undefined): Finding[] {
  const names = sets.map(({ name }) => name);
  return errorUnless(set === undefined || names.some((name) => name === set), {
    ...here,
    what: `"${set ?? ""}" is no set of scenarios.`,
    why: command.why,
    fix: didYouMean(nearest(set ?? "", names), `one of ${names.join(", ")}.`),
  });
}
