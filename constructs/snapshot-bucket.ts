import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import type { SnapshotSettings } from "../environments/elk";
import type { Environment } from "../environments/environment";
import { elasticsearchServiceAccount } from "../environments/names";
import { onlyOverTls } from "../exporters/iam-policy";
import { snapshotAccessTo } from "../exporters/snapshots";
import { awsOf, ensureAwsProvider } from "./aws-provider";
import { forTerraform, terraformJson } from "./border";
import type { HasParts, Parts } from "./checked";
import { nameInState } from "./logical-id";
import { ServiceAccountRole } from "./service-account-role";
import type { SnapshotAccess } from "./snapshot-access";
import { snapshotAccess } from "./snapshot-access";

export interface SnapshotBucketProps {
  readonly environment: Pick<Environment, "name" | "cluster" | "aws">;
  readonly snapshots: SnapshotSettings;
}

/** Of all that is made here, in the state: there is one of each in a stack. */
const name = "log-snapshots";

/** A deletion by mistake, or by somebody else, can be undone for so long. */
const keptAfterDeletion = 14;

/** Elasticsearch cleans up after itself; this is for uploads that it has forgotten with its disks. */
const unfinishedUploads = 7;

/**
 * Where Elasticsearch keeps its snapshots, and as whom it reaches them. The bucket outlives the cluster, which is what it
 * is for: Terraform refuses any plan that would remove it, also to give it another name, and AWS refuses to remove one
 * that is not empty.
 */
export class SnapshotBucket extends Construct implements HasParts {
  /** What the pods of Elasticsearch need to become somebody in AWS. */
  readonly access: SnapshotAccess;
  readonly #parts: Parts;

  constructor(scope: Construct, id: string, { environment, snapshots }: SnapshotBucketProps) {
    super(scope, id);
    const aws = awsOf(environment);
    ensureAwsProvider(this, aws);
    const arn = `arn:aws:s3:::${snapshots.bucket}`;
    const role = new ServiceAccountRole(this, "role", {
      name: elasticsearchServiceAccount,
      environment,
      purpose: "keep-snapshots",
      may: snapshotAccessTo(arn),
    });
    this.access = snapshotAccess({
      serviceAccount: elasticsearchServiceAccount,
      roleArn: role.arn,
      region: aws.region,
    });
    const bucket = nameInState(
      new S3Bucket(this, "bucket", {
        bucket: forTerraform(snapshots.bucket),
        tags: { cluster: forTerraform(environment.cluster), environment: forTerraform(environment.name), holds: name },
        lifecycle: { preventDestroy: true },
      }),
      name,
    );
    this.#parts = [...role.parts(), bucket, ...protect(this, bucket, arn)];
  }

  /** Whatever takes snapshots comes after these. */
  parts(): Parts {
    return this.#parts;
  }
}

function protect(scope: Construct, { bucket }: S3Bucket, arn: string): Parts {
  const access = new S3BucketPublicAccessBlock(scope, "private", {
    bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  return [
    access,
    // No object has an owner or readers of its own. Elasticsearch asks for `private`, which is the same in its own account.
    new S3BucketOwnershipControls(scope, "ownership", {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    }),
    // While a policy is put, S3 refuses a second change of who may what.
    new S3BucketPolicy(scope, "policy", { bucket, policy: terraformJson(onlyOverTls(arn)), dependsOn: [access] }),
    // The account's own key, which costs nothing to keep; a key for the bucket spares a call of KMS for every object.
    new S3BucketServerSideEncryptionConfigurationA(scope, "encryption", {
      bucket,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" }, bucketKeyEnabled: true }],
    }),
    new S3BucketVersioningA(scope, "versioning", { bucket, versioningConfiguration: { status: "Enabled" } }),
    tidy(scope, bucket),
  ].map((part) => nameInState(part, name)) as [typeof access, ...Parts];
}

/**
 * What Elasticsearch has deleted goes for good after a while. What it has not, must stay: snapshots share objects, and one
 * that is expired by its age makes all of them unreadable (elastic/docs-content, s3-repository.md, storage classes).
 */
const tidy = (scope: Construct, bucket: string) =>
  new S3BucketLifecycleConfiguration(scope, "lifecycle", {
    bucket,
    rule: [
      {
        id: "deleted-and-unfinished",
        status: "Enabled",
        filter: [{ prefix: "" }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: unfinishedUploads }],
        noncurrentVersionExpiration: [{ noncurrentDays: keptAfterDeletion }],
        // Of markers that nothing is left behind, never of objects.
        expiration: [{ expiredObjectDeleteMarker: true }],
      },
    ],
  });
