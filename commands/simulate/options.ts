import { parseArgs } from "node:util";
import type { Finding } from "../../findings/finding";
import { error } from "../../findings/finding";
import { didYouMean, nearest } from "../../findings/nearest";

/** What was asked for on the command line. */
export interface Options {
  readonly environment: string;
  readonly seed: number;
  readonly list: boolean;
  readonly json: boolean;
  /** Also says how long each part of the work took. */
  readonly verbose: boolean;
  /** One of the three at most. */
  readonly scenario?: string;
  readonly scenarioFile?: string;
  readonly file?: string;
  /** Where the page goes. */
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

const usual = { environment: "production", seed: 1 } as const;

export function readOptions(args: readonly string[]): Options {
  const { values, tokens } = parseArgs({ args: [...args], options: words, strict: false, tokens: true });
  const text = (name: keyof typeof words): string | undefined => {
    const value = values[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const findings = tokens.flatMap((token) => {
    if (token.kind === "option-terminator") return [];
    if (token.kind === "positional") return [unknown(token.value)];
    const known = words[token.name as keyof typeof words] as { readonly type: string } | undefined;
    if (!known) return [unknown(token.rawName)];
    // What looks like the next option was not meant as the value of this one.
    const isNext = token.inlineValue === false && token.value.startsWith("--");
    return known.type === "string" && ((token.value ?? "") === "" || isNext) ? [withoutValue(token.rawName)] : [];
  });
  const seed = Number(text("seed") ?? usual.seed);
  const sources = (["scenario", "scenario-file", "file"] as const).filter((name) => text(name) !== undefined);
  const [scenario, scenarioFile, file, html] = [text("scenario"), text("scenario-file"), text("file"), text("html")];
  return {
    environment: text("environment") ?? usual.environment,
    seed,
    list: values.list === true,
    json: values.json === true,
    verbose: values.verbose === true,
    ...(scenario !== undefined && { scenario }),
    ...(scenarioFile !== undefined && { scenarioFile }),
    ...(file !== undefined && { file }),
    ...(html !== undefined && { html }),
    findings: [
      ...findings,
      ...(Number.isSafeInteger(seed) && seed >= 0 ? [] : [badSeed(text("seed") ?? "")]),
      ...(sources.length > 1 ? [manySources(sources)] : []),
    ],
  };
}

const here = { id: "unknown-option", where: "command line" } as const;

const unknown = (word: string): Finding => {
  const meant = nearest(word.replace(/^-*/, ""), Object.keys(words));
  return error({
    ...here,
    what: `"${word}" is not understood.`,
    why: "something else than was meant would be simulated.",
    fix: didYouMean(meant && `--${meant}`, "npm run simulate -- --scenario errors-at-peak"),
  });
};

const withoutValue = (word: string): Finding =>
  error({
    ...here,
    what: `"${word}" lacks its value.`,
    why: "something else than was meant would be simulated.",
    fix: `npm run simulate -- ${word} …`,
  });

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
