import type { Job } from "../job";
import type { Found, Part } from "../line";
import { bad, good } from "../line";
import type { Question } from "../question";

/** Things of which it is enough that they are there. */
export interface Named {
  readonly part: Part;
  readonly check: string;
  /** Ids that have to be in the answer, each with what people call it. */
  readonly expected: Readonly<Record<string, string>>;
  readonly question: Question<readonly string[]>;
  readonly missing: string;
  readonly fix: string;
}

export const namedJob = (named: Named): Job => ({
  part: named.part,
  check: named.check,
  subjects: Object.values(named.expected),
  run: async (ask) => judgeNamed(named, await ask(named.question)),
});

export const judgeNamed = (
  { expected, missing, fix }: Pick<Named, "expected" | "missing" | "fix">,
  there: readonly string[],
): Found[] =>
  Object.entries(expected).map(([id, subject]) =>
    there.includes(id) ? good(subject, "is there.") : bad(subject, missing, fix),
  );

export const itself = (names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [name, name]));
