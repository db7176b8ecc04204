import type { AwsAccess } from "./access";
import type { Environment, S3State } from "./environment";

/** Names and addresses of the state in S3: constants, so that the rights to it are known before anything is made. */

/** Ids of the stacks. */
export const stacks = { bootstrap: "bootstrap", platform: "platform", monitoring: "monitoring" } as const;

/**
 * Ids of the stacks that a deployment makes. What a deployment is allowed to do is made by the other, `bootstrap`, and
 * by whoever may do everything.
 */
export const deployedStacks = [stacks.platform, stacks.monitoring] as const;

/** Key of the S3 object that holds a stack's state. */
export const stateKey = (stack: string): string => `${stack}.tfstate`;

/** Key of the S3 object that Terraform makes beside a stack's state for as long as it works on it (`use_lockfile`). */
export const lockKey = (stack: string): string => `${stateKey(stack)}.tflock`;

/** Prefix of the keys of saved plans: what was reviewed is what is applied. They hold secrets, and are deleted soon. */
export const plansPrefix = "plans/";

/** Days after which saved plans are deleted: one that nobody applied by then is stale anyway. */
export const daysOfPlans = 7;

/** An environment whose state is in S3: it has a stack `bootstrap`. */
export interface Bootstrapped extends Environment {
  readonly backend: S3State;
  readonly aws: AwsAccess;
}

/**
 * Whether an environment is {@link Bootstrapped}: one whose state is in S3 and that has no account to keep it in is
 * not, which is a finding.
 */
export const isBootstrapped = (environment: Environment): environment is Bootstrapped =>
  environment.backend.kind === "s3" && environment.aws !== undefined;

/**
 * Alias of the KMS key that encrypts the state. The key is called by it: what AWS will name it nobody knows before it
 * is made.
 */
export const stateKeyAlias = ({ cluster }: Pick<Environment, "cluster">): string => `alias/${cluster}-monitoring-state`;

export const stateKeyArn = (
  environment: Pick<Environment, "cluster">,
  { region, accountId }: Pick<AwsAccess, "region" | "accountId">,
): string => `arn:aws:kms:${region}:${accountId}:${stateKeyAlias(environment)}`;
