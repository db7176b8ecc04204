import { Construct } from "constructs";
import type { SnapshotSettings } from "../environments/elk";
import type { Environment } from "../environments/environment";
import { elasticsearchServiceAccount } from "../environments/names";
import { snapshotAccessTo } from "../exporters/snapshots";
import { awsOf, ensureAwsProvider } from "./aws-provider";
import type { HasParts, Parts } from "./checked";
import { addPrivateBucket, deletedAndUnfinished } from "./private-bucket";
import { ServiceAccountRole } from "./service-account-role";
import type { SnapshotAccess } from "./snapshot-access";
import { snapshotAccess } from "./snapshot-access";

export interface SnapshotBucketProps {
  readonly environment: Pick<Environment, "name" | "cluster" | "backend" | "aws">;
  readonly snapshots: SnapshotSettings;
}

/**
 * The bucket in which Elasticsearch keeps its snapshots, and the role by which it reaches them. The bucket outlives the
 * cluster: it is for that.
 */
export class SnapshotBucket extends Construct implements HasParts {
  /** What the pods of Elasticsearch need to become somebody in AWS. */
  readonly access: SnapshotAccess;
  readonly #parts: Parts;

  constructor(scope: Construct, id: string, { environment, snapshots: { bucket } }: SnapshotBucketProps) {
    super(scope, id);
    const aws = awsOf(environment);
    ensureAwsProvider(this, aws);
    const role = new ServiceAccountRole(this, "role", {
      name: elasticsearchServiceAccount,
      environment,
      purpose: "keep-snapshots",
      may: snapshotAccessTo(`arn:aws:s3:::${bucket}`),
    });
    this.access = snapshotAccess({
      serviceAccount: elasticsearchServiceAccount,
      roleArn: role.arn,
      region: aws.region,
    });
    // Elasticsearch asks for objects that are `private`: in its own account that is what they are here in any case.
    // Snapshots share objects, and one that is expired by its age makes all of them unreadable (elastic/docs-content,
    // s3-repository.md, storage classes): only what has been deleted goes.
    this.#parts = [
      ...role.parts(),
      ...addPrivateBucket(this, { holds: "log-snapshots", bucket, environment, tidy: [deletedAndUnfinished] }),
    ];
  }

  /** Terraform resources of bucket and role: whatever takes snapshots comes after these. */
  parts(): Parts {
    return this.#parts;
  }
}
