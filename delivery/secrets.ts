import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { Failed, failed } from "../findings/failed";
import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import type { Duration } from "../units/quantities";
import { seconds } from "../units/quantities";
import { inTime, timeoutsOf } from "./aws-timeouts";
import { refusedByAws } from "./refused-by-aws";
import type { Needed } from "./variables";

/** A store of secrets, from which the values of Terraform's variables come. */
export interface Store {
  /**
   * Value of a variable; undefined where the store has no such secret. @throws Failed if it cannot be asked, or the
   * secret was deleted.
   */
  readonly read: (variable: string) => Promise<string | undefined>;
}

/** Nothing is signed in to with it: a plan that asks no server goes without the true one. */
const notAsked = "not-asked-for-this-plan";

export interface Wanted {
  readonly needed: readonly Needed[];
  readonly env: NodeJS.ProcessEnv;
  readonly store: Store | undefined;
  /** Whether the plan asks no server. */
  readonly readOnly: boolean;
}

/**
 * Values for the variables, by their names: as `TF_VAR_<name>` has them, else from the store. One that is nowhere is
 * left out, and Terraform says which.
 * @throws Failed for all that nothing can be done with
 */
export async function valuesOf({ needed, env, store, readOnly }: Wanted): Promise<Record<string, string>> {
  const valueOf = async ({ name, onlySignsIn }: Needed): Promise<string | undefined> => {
    const given = env[`TF_VAR_${name}`] ?? "";
    // A job's variable that nobody has set is there, and blank.
    if (given.trim() !== "") return given;
    return readOnly && onlySignsIn ? notAsked : store?.read(name);
  };
  const found = await Promise.all(needed.map(async (one) => [one.name, await valueOf(one)] as const));
  const values = found.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
  const wrong = values.filter(([, value]) => /^\s*$|^[^\r\n]*\r?\n$/.test(value)).map(([name]) => malformed(name));
  if (wrong.length > 0) throw new Failed("variable-malformed", wrong);
  return Object.fromEntries(values);
}

/** An echo or an editor has left it there. */
const malformed = (name: string): Finding =>
  error({
    id: "variable-malformed",
    where: name,
    what: "its value is blank, or ends with a line break.",
    why: "a server takes the line break for a part of the password, and refuses it; or it cannot even be sent.",
    fix: "store it anew, without: docs/secrets.md has the command",
  });

/**
 * AWS Secrets Manager, with the credentials of whoever runs this.
 * @param timeout of a connection, and until an answer begins; it is asked three times
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
      client ??= Promise.resolve(new SecretsManagerClient({ region, ...timeoutsOf(timeout) }));
      try {
        const asked = await client;
        const command = new GetSecretValueCommand({ SecretId: nameOf(variable) });
        return (await inTime(timeout, (options) => asked.send(command, options))).SecretString;
      } catch (failure) {
        if (failure instanceof Error && failure.name === "ResourceNotFoundException") return undefined;
        if (isDeleted(failure)) throw restorable(nameOf(variable), region);
        throw refusedByAws(`Secrets Manager › ${nameOf(variable)}`, failure);
      }
    },
  };
}

/** It waits a while for somebody to restore it; until then it can neither be read nor made anew. */
const isDeleted = (failure: unknown): boolean =>
  failure instanceof Error &&
  failure.name === "InvalidRequestException" &&
  /marked (for deletion|deleted)/.test(failure.message);

const restorable = (name: string, region: string) =>
  failed({
    id: "variable-missing",
    where: `Secrets Manager › ${name}`,
    what: "it was deleted, and waits until it is gone for good.",
    why: "till then it can be restored, and neither read nor made anew.",
    fix: `aws secretsmanager restore-secret --region ${region} --secret-id ${name}`,
  });
