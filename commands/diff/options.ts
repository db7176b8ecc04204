import { environmentsAsked } from "../../environments/asked";
import { unknownEnvironment } from "../../environments/check";
import { readCommandLine } from "../../findings/command-line";
import type { Finding } from "../../findings/finding";
import { error } from "../../findings/finding";

export type Form = "terminal" | "markdown" | "json";

/** What was asked for on the command line. */
export interface Options {
  /** What is compared with: a branch, a tag, a commit, whatever git knows. */
  readonly base: string;
  readonly environments: readonly string[];
  readonly form: Form;
  /** Whether of something unexpected it is also said where in the code it happened. */
  readonly verbose: boolean;
  readonly findings: readonly Finding[];
}

const words = {
  base: { type: "string" },
  environment: { type: "string", multiple: true },
  markdown: { type: "boolean" },
  json: { type: "boolean" },
  verbose: { type: "boolean" },
} as const;

const command = {
  run: "npm run diff",
  example: "--base origin/main",
  why: "something else than was meant would be compared.",
} as const;

/** Reads the command line. @param all the environments there are: without a name all of them are compared */
export function readOptions(args: readonly string[], variables: NodeJS.ProcessEnv, all: readonly string[]): Options {
  const { has, text, texts, findings } = readCommandLine(args, words, command);
  const base = text("base");
  const asked = [...new Set(environmentsAsked(texts("environment"), variables))];
  return {
    base: base ?? "",
    environments: asked.length > 0 ? asked : all,
    form: has("json") ? "json" : has("markdown") ? "markdown" : "terminal",
    verbose: has("verbose"),
    findings: [
      ...findings,
      ...(base === undefined && findings.length === 0 ? [withoutBase] : []),
      ...(has("json") && has("markdown") ? [twoForms] : []),
      ...asked.filter((name) => !all.includes(name)).map((name) => unknownEnvironment(name, all)),
    ],
  };
}

const withoutBase = error({
  id: "unknown-option",
  where: "command line",
  what: '"--base" is missing.',
  why: "there is nothing to compare with.",
  fix: `${command.run} -- ${command.example}`,
});

const twoForms = error({
  id: "unknown-option",
  where: "command line",
  what: 'both "--json" and "--markdown" are asked for.',
  why: "one of them would be left out.",
  fix: `${command.run} -- ${command.example} --markdown`,
});
