import type { PipelineRole } from "../environments/roles";
import { secretVariables, storedAs, toldToServers } from "../environments/secrets";
import type { Bootstrapped } from "../environments/state";
import { deployedStacks, lockKey, plansPrefix, stateKey } from "../environments/state";
import type { IamAction, PolicyDocument, Statement } from "../exporters/iam-policy";
import { allow, policy } from "../exporters/iam-policy";
import { looksAtManaged, makesManaged } from "./managed";
import { readsSecrets } from "./secrets";

/**
 * What each role of the pipeline may do. That they may decrypt the state, and `drift` and `deploy` encrypt it, is said
 * by the key. None of them can read or write the state of the stack `bootstrap`, which says what they may do.
 */
export const pipelinePolicies = {
  /**
   * Compares what a pull request would make with the state, and asks no server, AWS neither. Whoever may push a branch
   * may write what its jobs do: so it knows the secrets that stand in the state, and not those with which one signs in.
   */
  plan: (environment) =>
    policy(
      mayList(environment),
      mayRead(environment),
      readsSecrets(environment, stored(environment, toldToServers(environment))),
    ),
  /**
   * Looks at everything that is managed, and saves what is to be done about it. It changes nothing, and takes no lock.
   */
  drift: (environment) =>
    policy(
      mayList(environment),
      mayRead(environment),
      allow(["s3:PutObject"], objects(environment, [savedPlans])),
      readsSecrets(environment, stored(environment, secretVariables(environment))),
      mayReachTheCluster(environment),
      ...looksAtManaged(environment),
    ),
  /** Makes what was planned. Its variables stand in the plan: no secret is asked for again. */
  deploy: (environment) =>
    policy(
      mayList(environment),
      mayRead(environment, ["s3:PutObject"]),
      allow(["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], objects(environment, deployedStacks.map(lockKey))),
      allow(["s3:GetObject"], objects(environment, [savedPlans])),
      mayReachTheCluster(environment),
      ...makesManaged(environment),
    ),
} as const satisfies Record<PipelineRole, (environment: Bootstrapped) => PolicyDocument>;

const bucketArn = ({ backend }: Bootstrapped) => `arn:aws:s3:::${backend.bucket}`;

const objects = (environment: Bootstrapped, keys: readonly string[]): string[] =>
  keys.map((key) => `${bucketArn(environment)}/${key}`);

/** Terraform looks for workspaces; and who may not list a bucket is told "forbidden" of an object that is not there. */
const mayList = (environment: Bootstrapped): Statement => allow(["s3:ListBucket"], bucketArn(environment));

/** No state is ever deleted; a deletion by mistake could only be undone by hand. */
const mayRead = (environment: Bootstrapped, besides: readonly IamAction[] = []): Statement =>
  allow(["s3:GetObject", ...besides], objects(environment, deployedStacks.map(stateKey)));

const savedPlans = `${plansPrefix}*`;

/** Where the cluster is. What may be done in it is said there: docs/state.md. */
const mayReachTheCluster = ({ cluster, aws: { accountId, region } }: Bootstrapped): Statement =>
  allow(["eks:DescribeCluster"], `arn:aws:eks:${region}:${accountId}:cluster/${cluster}`);

const stored = (environment: Bootstrapped, variables: readonly string[]): string[] =>
  variables.map((variable) => storedAs(environment, variable));
