import { isRunName } from "../../delivery/plan-storage";
import { environmentsAsked, noEnvironment } from "../../environments/asked";
import { deployedStacks } from "../../environments/state";
import { readCommandLine } from "../../findings/command-line";
import type { Finding } from "../../findings/finding";
import { error } from "../../findings/finding";

/** What `plan`, `approval`, `apply`, `comment`, `drift` and `bootstrap` can be asked; each of them knows some of it. */
export interface Options {
  readonly environments: readonly string[];
  /** Names of stacks, in the order in which they are applied; all of them unless some were named. */
  readonly stacks: readonly string[];
  readonly readOnly: boolean;
  readonly post: boolean;
  /** Whether whoever has to agree has done so. */
  readonly approved: boolean;
  /** Whether nobody is asked before something is made. */
  readonly yes: boolean;
  /** Whether of something unexpected it is also said where in the code it happened. */
  readonly verbose: boolean;
  /** Name of the run that keeps plans, or kept them. */
  readonly keep?: string;
  readonly reviewed?: string;
  readonly meaning?: string;
  readonly pullRequest?: number;
  readonly findings: readonly Finding[];
}

const words = {
  environment: { type: "string", multiple: true },
  stack: { type: "string", multiple: true },
  keep: { type: "string" },
  reviewed: { type: "string" },
  approved: { type: "boolean" },
  meaning: { type: "string" },
  "pull-request": { type: "string" },
  "read-only": { type: "boolean" },
  post: { type: "boolean" },
  yes: { type: "boolean" },
  verbose: { type: "boolean" },
} as const;

type Word = keyof typeof words;

/** The options of each command besides `--verbose`. */
const known = {
  plan: ["environment", "stack", "keep", "read-only"],
  approval: ["environment"],
  apply: ["environment", "stack", "keep", "reviewed", "approved"],
  comment: ["environment", "meaning", "pull-request", "post"],
  drift: ["environment", "post"],
  bootstrap: ["environment", "yes"],
} as const satisfies Record<string, readonly Word[]>;

export type CommandName = keyof typeof known;

export function readOptions(name: CommandName, args: readonly string[], variables: NodeJS.ProcessEnv): Options {
  const run = `npm run ${name}`;
  const names: readonly Word[] = [...known[name], "verbose"];
  const { has, text, texts, findings } = readCommandLine<Word>(
    args,
    Object.fromEntries(names.map((word) => [word, words[word]])) as typeof words,
    { run, example: "--environment staging", why: "something else than was meant could be deployed." },
  );
  const wrong = (what: string, why: string, example: string): Finding =>
    error({ id: "unknown-option", where: "command line", what, why, fix: `${run} -- ${example}` });
  const [environments, asked] = [environmentsAsked(texts("environment"), variables), texts("stack")];
  const [keep, reviewed, meaning, pullRequest] = [
    text("keep"),
    text("reviewed"),
    text("meaning"),
    text("pull-request"),
  ];
  const order: readonly string[] = deployedStacks;
  return {
    environments,
    stacks: asked.length === 0 ? order : order.filter((stack) => asked.includes(stack)),
    readOnly: has("read-only"),
    post: has("post"),
    approved: has("approved"),
    yes: has("yes"),
    verbose: has("verbose"),
    ...(keep !== undefined && { keep }),
    ...(reviewed !== undefined && { reviewed }),
    ...(meaning !== undefined && { meaning }),
    ...(pullRequest !== undefined && { pullRequest: Number(pullRequest) }),
    findings: [
      ...findings,
      ...(environments.length === 0 ? [noEnvironment(run)] : []),
      ...(environments.length > 1 && name !== "comment"
        ? [wrong("several environments were named.", "one is planned and applied at a time.", "--environment staging")]
        : []),
      ...(name === "comment" && has("post") && pullRequest === undefined && findings.length === 0
        ? [wrong('"--post" lacks its "--pull-request".', "there the comment goes.", "--post --pull-request 7")]
        : []),
      ...asked
        .filter((stack) => !order.includes(stack))
        .map((stack) =>
          wrong(`there is no stack "${stack}".`, `there are ${order.join(" and ")}.`, `--stack ${order[0] ?? ""}`),
        ),
      ...(keep === undefined || isRunName(keep)
        ? []
        : [wrong(`"${keep}" is no name of a run.`, "it becomes a part of a path.", '--keep "$GITHUB_RUN_ID"')]),
      ...(pullRequest === undefined || /^[1-9][0-9]{0,9}$/.test(pullRequest)
        ? []
        : [wrong(`"${pullRequest}" is no number of a pull request.`, "there the comment goes.", "--pull-request 7")]),
    ],
  };
}
