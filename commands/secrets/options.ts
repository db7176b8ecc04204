import { environmentAsked, noEnvironment } from "../../environments/asked";
import { readCommandLine } from "../../findings/command-line";
import type { Finding } from "../../findings/finding";

export interface Options {
  /**
   * Name of the environment, empty where none was named; none is the usual one, for what is printed goes into a
   * cluster.
   */
  readonly environment: string;
  /** Whether of something unexpected it is also said where in the code it happened. */
  readonly verbose: boolean;
  readonly findings: readonly Finding[];
}

const words = { environment: { type: "string" }, verbose: { type: "boolean" } } as const;

const command = {
  run: "npm run secrets",
  example: "--environment staging",
  why: "the Secrets of another environment than was meant could be made.",
} as const;

export function readOptions(args: readonly string[], variables: NodeJS.ProcessEnv): Options {
  const { has, texts, findings } = readCommandLine(args, words, command);
  const environment = environmentAsked(texts("environment"), variables);
  return {
    environment: environment ?? "",
    verbose: has("verbose"),
    findings: [...findings, ...(environment === undefined ? [noEnvironment(command.run)] : [])],
  };
}
