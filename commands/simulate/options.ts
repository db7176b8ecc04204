import { completeEnvironment } from "../../environments";
import { environmentAsked } from "../../environments/asked";
import { readCommandLine } from "../../findings/command-line";
import type { Finding } from "../../findings/finding";
import { error } from "../../findings/finding";

/** What was asked for on the command line. */
export interface Options {
  readonly environment: string;
  readonly seed: number;
  readonly list: boolean;
  readonly json: boolean;
  /**
   * Whether it is also said how long each part of the work took, and of something unexpected where in the code it
   * happened.
   */
  readonly verbose: boolean;
  /** Name of a scenario; of it and the two files one is given at most. */
  readonly scenario?: string;
  readonly scenarioFile?: string;
  readonly file?: string;
  /** Path of the file into which the page is written. */
  readonly html?: string;
  readonly findings: readonly Finding[];
}

const words = {
  environment: { type: "string" },
  scenario: { type: "string" },
  "scenario-file": { type: "string" },
  file: { type: "string" },
  seed: { type: "string" },
  html: { type: "string" },
  list: { type: "boolean" },
  json: { type: "boolean" },
  verbose: { type: "boolean" },
} as const;

const command = {
  run: "npm run simulate",
  example: "--scenario errors-at-peak",
  why: "something else than was meant would be simulated.",
} as const;

const sourceWords = ["scenario", "scenario-file", "file"] as const;
const resultWords = ["html", "json"] as const;

const usual = { environment: completeEnvironment, seed: 1 } as const;

export function readOptions(args: readonly string[], variables: NodeJS.ProcessEnv): Options {
  const { has, text, texts, findings } = readCommandLine(args, words, command);
  const seed = Number(text("seed") ?? usual.seed);
  const sources = sourceWords.filter((name) => text(name) !== undefined);
  const besides = [...sources, ...resultWords.filter((name) => has(name) || text(name) !== undefined)];
  const [scenario, scenarioFile, file, html] = [text("scenario"), text("scenario-file"), text("file"), text("html")];
  return {
    environment: environmentAsked(texts("environment"), variables) ?? usual.environment,
    seed,
    list: has("list"),
    json: has("json"),
    verbose: has("verbose"),
    ...(scenario !== undefined && { scenario }),
    ...(scenarioFile !== undefined && { scenarioFile }),
    ...(file !== undefined && { file }),
    ...(html !== undefined && { html }),
    findings: [
      ...findings,
      ...(Number.isSafeInteger(seed) && seed >= 0 ? [] : [badSeed(text("seed") ?? "")]),
      ...(sources.length > 1 ? [manySources(sources)] : []),
      ...(has("list") && besides.length > 0 ? [onlyListed(besides)] : []),
    ],
  };
}

const here = { id: "unknown-option", where: "command line" } as const;

const badSeed = (text: string): Finding =>
  error({
    ...here,
    what: `"${text}" is no seed.`,
    why: "the same seed makes the same traffic again; it is a whole number from 0 on.",
    fix: "npm run simulate -- --seed 11",
  });

const manySources = (names: readonly string[]): Finding =>
  error({
    ...here,
    what: `${names.map((name) => `--${name}`).join(" and ")} were given.`,
    why: "one thing is simulated at a time.",
    fix: `npm run simulate -- --${names[0] ?? ""} …`,
  });

const onlyListed = (names: readonly string[]): Finding =>
  error({
    ...here,
    what: `--list and ${names.map((name) => `--${name}`).join(" and ")} were given.`,
    why: "where scenarios are listed, none is simulated.",
    fix: "npm run simulate -- --list",
  });
