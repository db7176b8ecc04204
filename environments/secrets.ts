import type { Environment } from "./environment";
import { contactPoints } from "./environment";
import { secretsOf } from "./contact-points";

/**
 * Which variables of Terraform are secret, and where in AWS Secrets Manager each is kept: a secret for each, its text
 * as it is. docs/secrets.md says what they hold.
 */

/** With these Terraform signs in; they are worth as much as whatever it may do there, and stand in no state. */
export const signsIn = { grafana: "grafana_auth", elasticsearch: "elasticsearch_password" } as const;

/** In the state as well, for the servers never tell them again: whoever may read that knows them. */
export const toldToServers = (environment: Environment): string[] =>
  [
    ...new Set(
      contactPoints(environment)
        .flatMap(secretsOf)
        .map(({ variable }) => variable),
    ),
  ].sort();

export const secretVariables = (environment: Environment): string[] =>
  [...Object.values(signsIn), ...toldToServers(environment)].sort();

/** Of what is secret here, in AWS Secrets Manager. */
export const storedAs = ({ name }: Pick<Environment, "name">, secret: string): string => `monitoring/${name}/${secret}`;
