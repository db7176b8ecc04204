import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Duration } from "../units/quantities";
import { seconds } from "../units/quantities";
import { patienceOf, refusedByAws } from "./refused-by-aws";
import type { Needed } from "./variables";

/** Where the values of Terraform's variables come from. */
export interface Store {
  /** Undefined where it has no such secret. @throws Failed if it cannot be asked. */
  readonly read: (variable: string) => Promise<string | undefined>;
}

/** Nothing is signed in to with it: a plan that asks no server goes without the true one. */
const notAsked = "not-asked-for-this-plan";

export interface Wanted {
  readonly needed: readonly Needed[];
  readonly env: NodeJS.ProcessEnv;
  readonly store: Store | undefined;
  /** No server is asked. */
  readonly readOnly: boolean;
}

/**
 * Values for the variables: as `TF_VAR_<name>` has them, else from the store. One that is nowhere is left out, and
 * Terraform says which.
 */
export async function valuesOf({ needed, env, store, readOnly }: Wanted): Promise<Record<string, string>> {
  const found = await Promise.all(
    needed.map(async ({ name, onlySignsIn }): Promise<[string, string][]> => {
      const value = env[`TF_VAR_${name}`] ?? (readOnly && onlySignsIn ? notAsked : await store?.read(name));
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return Object.fromEntries(found.flat());
}

/**
 * AWS Secrets Manager, with the credentials of whoever runs this.
 * @param timeout of a connection, and of an answer; it is asked three times
 */
export function secretsManager(
  region: string,
  nameOf: (variable: string) => string,
  timeout: Duration = seconds(10),
): Store {
  let client: Promise<SecretsManagerClient> | undefined;
  return {
    read: async (variable) => {
      // Loaded only where it is asked: a laptop has no such store.
      const { GetSecretValueCommand, SecretsManagerClient } = await import("@aws-sdk/client-secrets-manager");
      client ??= Promise.resolve(new SecretsManagerClient({ region, ...patienceOf(timeout) }));
      try {
        const { SecretString } = await (await client).send(new GetSecretValueCommand({ SecretId: nameOf(variable) }));
        return SecretString;
      } catch (failure) {
        if (isGone(failure)) return undefined;
        throw refusedByAws(`Secrets Manager › ${nameOf(variable)}`, failure);
      }
    },
  };
}

/** It was never there, or somebody deleted it: then it waits a while, and cannot be read. */
function isGone(failure: unknown): boolean {
  const { name, message } = failure as Error;
  const isDeleted = name === "InvalidRequestException" && /marked (for deletion|deleted)/.test(message);
  return isDeleted || name === "ResourceNotFoundException";
}
