import type { Environment } from "./environment";
import { local } from "./local";
import { production } from "./production";
import { staging } from "./staging";

/** All environments by name. */
export const environments: ReadonlyMap<string, Environment> = new Map(
  [local, staging, production].map((environment) => [environment.name, environment]),
);

export const environmentNames: readonly string[] = [...environments.keys()];

/** Name of the environment that `npm start` and `doctor` are about, unless another is named: the one of a laptop. */
export const defaultEnvironment = local.name;

/**
 * Name of the environment where everything is monitored: what a command that deploys nothing is about, unless another
 * is named.
 */
export const completeEnvironment = production.name;
