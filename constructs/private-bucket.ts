import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { Construct } from "constructs";
import type { Environment } from "../environments/environment";
import { onlyOverTls } from "../exporters/iam-policy";
import { forTerraform, terraformJson } from "./border";
import type { Parts } from "./checked";
import { nameInState } from "./logical-id";

export interface PrivateBucketProps {
  /** What the bucket holds, in a word: its name in the state, and that of all that belongs to it. */
  readonly holds: string;
  /** Its name in AWS. */
  readonly bucket: string;
  readonly environment: Pick<Environment, "name" | "cluster">;
  /** ARN of the KMS key that encrypts it. @default the account's own key, which costs nothing to keep */
  readonly kmsKeyArn?: string;
  /** Lifecycle rules: which of its objects come to an end by themselves. */
  readonly tidy: S3BucketLifecycleConfigurationRule[];
}

/**
 * Adds a bucket that outlives whatever uses it: Terraform refuses any plan that would remove it, also to give it
 * another name, and AWS refuses to remove one that is not empty. It is closed to the public, speaks TLS only, and keeps
 * old versions.
 */
export function addPrivateBucket(scope: Construct, props: PrivateBucketProps): Parts {
  const { holds, environment, bucket: name } = props;
  const bucket = nameInState(
    new S3Bucket(scope, "bucket", {
      bucket: forTerraform(name),
      tags: { cluster: forTerraform(environment.cluster), environment: forTerraform(environment.name), holds },
      lifecycle: { preventDestroy: true },
    }),
    holds,
  );
  return [bucket, ...protect(scope, bucket, props).map((part) => nameInState(part, holds))];
}

function protect(scope: Construct, { bucket }: S3Bucket, { bucket: name, kmsKeyArn, tidy }: PrivateBucketProps): Parts {
  const access = new S3BucketPublicAccessBlock(scope, "private", {
    bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  const policy = terraformJson(onlyOverTls(`arn:aws:s3:::${name}`));
  const key = kmsKeyArn === undefined ? {} : { kmsMasterKeyId: kmsKeyArn };
  return [
    access,
    // No object has an owner or readers of its own.
    new S3BucketOwnershipControls(scope, "ownership", { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } }),
    // While a policy is put, S3 refuses a second change of who may what.
    new S3BucketPolicy(scope, "policy", { bucket, policy, dependsOn: [access] }),
    // A key for the bucket spares a call of KMS for every object.
    new S3BucketServerSideEncryptionConfigurationA(scope, "encryption", {
      bucket,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", ...key }, bucketKeyEnabled: true }],
    }),
    new S3BucketVersioningA(scope, "versioning", { bucket, versioningConfiguration: { status: "Enabled" } }),
    new S3BucketLifecycleConfiguration(scope, "lifecycle", { bucket, rule: tidy }),
  ];
}

/** Days for which a deletion by mistake, or by somebody else, can be undone. */
const keptAfterDeletion = 14;

/**
 * Days after which an unfinished upload is removed: whoever keeps objects here removes them too; this is for uploads
 * that it has forgotten with its disks.
 */
const unfinishedUploads = 7;

/**
 * Lifecycle rule by which what has been deleted goes for good after a while. What has not, must stay, however old it
 * is.
 */
export const deletedAndUnfinished = {
  id: "deleted-and-unfinished",
  status: "Enabled",
  filter: [{ prefix: "" }],
  abortIncompleteMultipartUpload: [{ daysAfterInitiation: unfinishedUploads }],
  noncurrentVersionExpiration: [{ noncurrentDays: keptAfterDeletion }],
  // Of markers that nothing is left behind, never of objects.
  expiration: [{ expiredObjectDeleteMarker: true }],
};
