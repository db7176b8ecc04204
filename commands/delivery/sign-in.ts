import type { Store } from "../../delivery/secrets";
import { secretsManager, valuesOf } from "../../delivery/secrets";
import type { Environment } from "../../environments/environment";
import { signsIn, storedAs } from "../../environments/secrets";
import { isBootstrapped } from "../../environments/state";

/** The store in which the secrets of an environment are kept; on a laptop there is none. */
export const storeOf = (environment: Environment): Store | undefined =>
  isBootstrapped(environment)
    ? secretsManager(environment.aws.region, (variable) => storedAs(environment, variable))
    : undefined;

/**
 * The caller's environment, with what one signs in with: as Terraform is given it, from the same store.
 * @throws Failed if the store cannot be asked
 */
export async function signedIn(environment: Environment, env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const needed = Object.values(signsIn).map((name) => ({ name, onlySignsIn: true }));
  const values = await valuesOf({ needed, env, store: storeOf(environment), readOnly: false });
  return { ...env, ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`TF_VAR_${name}`, value])) };
}
