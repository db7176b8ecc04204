import { parseArgs } from "node:util";
import type { Finding } from "./finding";
import { error } from "./finding";
import { didYouMean, nearest } from "./nearest";

/** An option that a command understands: one with a text behind it, maybe several times, or one that stands alone. */
export type Word = { readonly type: "string"; readonly multiple?: true } | { readonly type: "boolean" };

export interface Command {
  /** The words that run the command: `npm start`. */
  readonly run: string;
  /** Options that somebody could have meant, as an example: `--environment production`. */
  readonly example: string;
  /** Why the command does nothing where an option is not understood. */
  readonly why: string;
}

export interface CommandLine<Name extends string> {
  readonly has: (name: Name) => boolean;
  readonly text: (name: Name) => string | undefined;
  readonly texts: (name: Name) => readonly string[];
  /** Findings of what is not understood, and of options without their value. */
  readonly findings: readonly Finding[];
}

export function readCommandLine<Name extends string>(
  args: readonly string[],
  words: Readonly<Record<Name, Word>>,
  { run, example, why }: Command,
): CommandLine<Name> {
  const { values, tokens } = parseArgs({ args: [...args], options: words, strict: false, tokens: true });
  const report = (what: string, fix: string) => error({ id: "unknown-option", where: "command line", what, why, fix });
  const unknown = (word: string): Finding => {
    const meant = nearest(word.replace(/^-*|=.*$/g, ""), Object.keys(words));
    return report(`"${word}" is not understood.`, didYouMean(meant && `--${meant}`, `${run} -- ${example}`));
  };
  const given: Readonly<Record<string, unknown>> = values;
  const texts = (name: Name): string[] =>
    [given[name]].flat().filter((value): value is string => typeof value === "string" && value !== "");
  return {
    has: (name) => given[name] === true,
    text: (name) => texts(name).at(-1),
    texts,
    findings: tokens.flatMap((token) => {
      if (token.kind === "option-terminator") return [];
      if (token.kind === "positional") return [unknown(token.value)];
      const known = (words as Readonly<Record<string, Word | undefined>>)[token.name];
      if (!known) return [unknown(token.rawName)];
      if (known.type === "boolean")
        return token.inlineValue === true ? [unknown(`${token.rawName}=${token.value}`)] : [];
      // What looks like the next option was not meant as the value of this one.
      const isNext = token.inlineValue === false && token.value.startsWith("--");
      const lacks = (token.value ?? "") === "" || isNext;
      return lacks ? [report(`"${token.rawName}" lacks its value.`, `${run} -- ${token.rawName} …`)] : [];
    }),
  };
}
