import { boundaryArn, deployedRoles } from "../environments/roles";
import type { Bootstrapped } from "../environments/state";
import type { IamAction, Statement } from "../exporters/iam-policy";
import { allow } from "../exporters/iam-policy";

/**
 * What Terraform's provider for AWS calls for the resources that the stacks `platform` and `monitoring` are made of:
 * read in its source (internal/service/iam/role.go, internal/service/s3/bucket.go) at an older version, and for the
 * tags of buckets in what changed with 6.23 (hashicorp/terraform-provider-aws#45251). AWS itself was not asked.
 */

const readsRoles = [
  "iam:GetRole",
  "iam:GetRolePolicy",
  "iam:ListAttachedRolePolicies",
  "iam:ListRolePolicies",
] as const satisfies readonly IamAction[];

/** Those by which a role comes to be able to do something: AWS can be asked to look at its boundary first. */
const empowers = [
  "iam:CreateRole",
  "iam:DeleteRolePolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
] as const satisfies readonly IamAction[];

/** The rest, of which AWS looks at no boundary: who may take a role, what is said about it, and its end. */
const tends = [
  "iam:DeleteRole",
  "iam:ListInstanceProfilesForRole",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
  "iam:UpdateRoleDescription",
] as const satisfies readonly IamAction[];

/**
 * Of an `aws_s3_bucket` the provider reads every setting that there is, also those that have resources of their own.
 */
const readsBuckets = [
  "s3:GetAccelerateConfiguration",
  "s3:GetBucketAcl",
  "s3:GetBucketCORS",
  "s3:GetBucketLocation",
  "s3:GetBucketLogging",
  "s3:GetBucketObjectLockConfiguration",
  "s3:GetBucketOwnershipControls",
  "s3:GetBucketPolicy",
  "s3:GetBucketPublicAccessBlock",
  "s3:GetBucketRequestPayment",
  "s3:GetBucketTagging",
  "s3:GetBucketVersioning",
  "s3:GetBucketWebsite",
  "s3:GetEncryptionConfiguration",
  "s3:GetLifecycleConfiguration",
  "s3:GetReplicationConfiguration",
  "s3:ListBucket",
  "s3:ListTagsForResource",
] as const satisfies readonly IamAction[];

/** Not `s3:DeleteBucket`: the plan that would need it is refused. Nothing here reads or writes an object. */
const setsBuckets = [
  "s3:CreateBucket",
  "s3:DeleteBucketPolicy",
  "s3:PutBucketOwnershipControls",
  "s3:PutBucketPolicy",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutBucketTagging",
  "s3:PutBucketVersioning",
  "s3:PutEncryptionConfiguration",
  "s3:PutLifecycleConfiguration",
  "s3:TagResource",
  "s3:UntagResource",
] as const satisfies readonly IamAction[];

/** The roles that deployments make, all of them and no others. */
const roles = (environment: Bootstrapped): string =>
  `arn:aws:iam::${environment.aws.accountId}:role${deployedRoles(environment)}*`;

/** Rights to the buckets of the snapshots of the logs, and of the series, where there are any. */
const ofBuckets = ({ elk, prometheus }: Bootstrapped, actions: readonly IamAction[]): Statement[] =>
  [elk.snapshots, prometheus.longTerm].flatMap((kept) => (kept ? [allow(actions, `arn:aws:s3:::${kept.bucket}`)] : []));

/** Rights to tell whether what is deployed is as it was left. */
export const looksAtManaged = (environment: Bootstrapped): Statement[] => [
  allow(readsRoles, roles(environment)),
  ...ofBuckets(environment, readsBuckets),
];

/** Rights to make what is deployed, to change it and, but for buckets, to remove it. */
export const makesManaged = (environment: Bootstrapped): Statement[] => [
  allow([...readsRoles, ...tends], roles(environment)),
  allow(empowers, roles(environment), {
    StringEquals: { "iam:PermissionsBoundary": boundaryArn(environment, environment.aws) },
  }),
  ...ofBuckets(environment, [...readsBuckets, ...setsBuckets]),
];
