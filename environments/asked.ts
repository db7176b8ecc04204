import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";

/**
 * The environments that somebody asks for: with `--environment`, else with the variable `ENVIRONMENT`.
 * @param named on the command line
 */
export const environmentsAsked = (
  named: readonly string[],
  { ENVIRONMENT = "" }: NodeJS.ProcessEnv,
): readonly string[] => (named.length > 0 || ENVIRONMENT === "" ? named : [ENVIRONMENT]);

/** The same, of a command that is of one environment: the last that was named. */
export const environmentAsked = (named: readonly string[], variables: NodeJS.ProcessEnv): string | undefined =>
  environmentsAsked(named, variables).at(-1);

/** For a command of which no environment is the usual one. @param run the command */
export const noEnvironment = (run: string): Finding =>
  error({
    id: "unknown-option",
    where: "command line",
    what: "no environment was named.",
    why: "there is none that is meant unless it is said.",
    fix: `${run} -- --environment staging`,
  });
