import type { Environment } from "./environment";
import { contactPoints } from "./environment";
import { secretsOf } from "./contact-points";

/**
 * Which variables of Terraform are secret, and where in AWS Secrets Manager each is kept: a secret for each, its text
 * as it is. docs/secrets.md says what they hold.
 */

/** Variables of Terraform with which it signs in: worth as much as whatever it may do there, and in no state. */
export const signsIn = { grafana: "grafana_auth", elasticsearch: "elasticsearch_password" } as const;

/**
 * Secret variables of Terraform that servers are told, sorted. They stand in the state as well, for the servers never
 * tell them again: whoever may read that knows them.
 */
export const toldToServers = (environment: Environment): string[] =>
  [
    ...new Set(
      contactPoints(environment)
        .flatMap(secretsOf)
        .map(({ variable }) => variable),
    ),
  ].sort();

/** All variables of Terraform that are secret, sorted. */
export const secretVariables = (environment: Environment): string[] =>
  [...Object.values(signsIn), ...toldToServers(environment)].sort();

/** Name of a secret of an environment in AWS Secrets Manager. */
export const storedAs = ({ name }: Pick<Environment, "name">, secret: string): string => `monitoring/${name}/${secret}`;
