import { completeEnvironment } from "../../environments";
import { environmentAsked } from "../../environments/asked";
import { readCommandLine } from "../../findings/command-line";
import type { Finding } from "../../findings/finding";
import { error } from "../../findings/finding";

/** What was asked for on the command line. */
export interface Options {
  readonly environment: string;
  /** Pattern for the ids of the alerts whose stories are told. @default all */
  readonly asked?: RegExp;
  /** Whether stories are told of alerts with mistakes as well. */
  readonly mutate: boolean;
  /** Whether of something unexpected it is also said where in the code it happened. */
  readonly verbose: boolean;
  readonly findings: readonly Finding[];
}

const words = {
  environment: { type: "string" },
  alert: { type: "string" },
  mutate: { type: "boolean" },
  verbose: { type: "boolean" },
} as const;

const command = {
  run: "npm run stories",
  example: "--alert shop-api-errors",
  why: "the stories of other alerts than were meant would be told.",
} as const;

export function readOptions(args: readonly string[], variables: NodeJS.ProcessEnv): Options {
  const { has, text, texts, findings } = readCommandLine(args, words, command);
  const { pattern, findings: ofPattern } = patternOf(text("alert"));
  return {
    environment: environmentAsked(texts("environment"), variables) ?? completeEnvironment,
    ...(pattern && { asked: pattern }),
    mutate: has("mutate"),
    verbose: has("verbose"),
    findings: [...findings, ...ofPattern],
  };
}

function patternOf(text: string | undefined): { readonly pattern?: RegExp; readonly findings: readonly Finding[] } {
  if (text === undefined) return { findings: [] };
  try {
    return { pattern: new RegExp(text), findings: [] };
  } catch (failure) {
    return { findings: [noPattern(text, failure instanceof Error ? failure.message : String(failure))] };
  }
}

const noPattern = (text: string, because: string): Finding =>
  error({
    id: "unknown-option",
    where: "command line",
    what: `"${text}" is no pattern: ${because.replace(/^Invalid regular expression: .*: /, "")}.`,
    why: command.why,
    fix: `${command.run} -- --alert '^shop-api-'`,
  });
