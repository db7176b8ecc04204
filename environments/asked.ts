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

/**
 * The environment that somebody asks for, of a command that is of one: the last that was named, else that of the
 * variable `ENVIRONMENT`; undefined if there is neither.
 */
export const environmentAsked = (named: readonly string[], variables: NodeJS.ProcessEnv): string | undefined =>
  environmentsAsked(named, variables).at(-1);

/** Finding of a command that was given no environment and has none by default. @param run the command */
export const noEnvironment = (run: string): Finding =>
  error({
    id: "unknown-option",
    where: "command line",
    what: "no environment was named.",
    why: "there is none that is meant unless it is said.",
    fix: `${run} -- --environment staging`,
  });
