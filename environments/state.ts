import type { AwsAccess } from "./access";
import type { Environment, S3State } from "./environment";

/** Names and addresses of the state in S3: constants, so that the rights to it are known before anything is made. */

export const stacks = { bootstrap: "bootstrap", platform: "platform", monitoring: "monitoring" } as const;

/** Those that a deployment makes. What it is allowed to is made by the other, and by whoever may do everything. */
export const deployedStacks = [stacks.platform, stacks.monitoring] as const;

/** Of the object that holds the state of a stack. */
export const stateKey = (stack: string): string => `${stack}.tfstate`;

/** Of the object that Terraform makes beside it for as long as it works on it (`use_lockfile`). */
export const lockKey = (stack: string): string => `${stateKey(stack)}.tflock`;

/** Begins the keys of saved plans: what was reviewed is what is applied. They hold secrets, and are deleted soon. */
export const plansPrefix = "plans/";

/** After so many days: a plan that nobody applied by then is stale anyway. */
export const daysOfPlans = 7;

/** An environment whose state is in S3: it has a stack `bootstrap`. */
export interface Bootstrapped extends Environment {
  readonly backend: S3State;
  readonly aws: AwsAccess;
}

/** One whose state is in S3 and that has no account to keep it in is a finding. */
export const isBootstrapped = (environment: Environment): environment is Bootstrapped =>
  environment.backend.kind === "s3" && environment.aws !== undefined;

/**
 * Of the key that encrypts the state. It is called by its alias: what AWS will name it nobody knows before it is made.
 */
export const stateKeyAlias = ({ cluster }: Pick<Environment, "cluster">): string => `alias/${cluster}-monitoring-state`;

export const stateKeyArn = (
  environment: Pick<Environment, "cluster">,
  { region, accountId }: Pick<AwsAccess, "region" | "accountId">,
): string => `arn:aws:kms:${region}:${accountId}:${stateKeyAlias(environment)}`;
