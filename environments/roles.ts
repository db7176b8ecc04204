import type { AwsAccess } from "./access";
import type { Environment } from "./environment";

/** The branch that is deployed: no run of another becomes `drift` or `deploy`. */
export const mainBranch = "main";

/**
 * Who there is in AWS, by name. An account may hold several clusters: all names begin with the cluster's, or hold it.
 */
type Named = Pick<Environment, "cluster">;

/**
 * IAM roles as which the pipeline works. Each is taken with a token of GitHub, by what that says of the run:
 * - `plan` by pull requests: reads the state, and can change nothing.
 * - `drift` by the main branch, without anybody's approval: reads everything that is managed, and saves plans.
 * - `deploy` by jobs of the environment on the main branch, once they are approved: makes what is planned.
 */
export const pipelineRoles = ["plan", "drift", "deploy"] as const;
export type PipelineRole = (typeof pipelineRoles)[number];

export const roleName = ({ cluster }: Named, role: PipelineRole): string => `${cluster}-monitoring-${role}`;

export const roleArn = (environment: Named, { accountId }: Pick<AwsAccess, "accountId">, role: PipelineRole): string =>
  `arn:aws:iam::${accountId}:role/${roleName(environment, role)}`;

/** Path of the IAM roles that deployments make, and of no others: what may be done to them is said of the path. */
export const deployedRoles = ({ cluster }: Named): string => `/monitoring/${cluster}/`;

/** Name of the IAM role that the pods of a service account take. */
export const accountRoleName = ({ cluster }: Named, serviceAccount: string): string => `${cluster}-${serviceAccount}`;

/**
 * ARN of the IAM role that the pods of a service account take.
 * @param path `deployedRoles`, or "/" for what `bootstrap` makes
 */
export const accountRoleArn = (
  environment: Named,
  { accountId }: Pick<AwsAccess, "accountId">,
  serviceAccount: string,
  path: string,
): string => `arn:aws:iam::${accountId}:role${path}${accountRoleName(environment, serviceAccount)}`;

/**
 * Name of the permissions boundary: the most that a role made by a deployment can ever do, whatever its own policy
 * says.
 */
export const boundaryName = ({ cluster }: Named): string => `${cluster}-monitoring-boundary`;

export const boundaryArn = (environment: Named, { accountId }: Pick<AwsAccess, "accountId">): string =>
  `arn:aws:iam::${accountId}:policy/${boundaryName(environment)}`;
