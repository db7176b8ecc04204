import type { PolicyDocument } from "./iam-policy";
import { allow, policy } from "./iam-policy";

/**
 * Policy of what Elasticsearch does with the bucket of its snapshots: the permissions that its documentation recommends
 * (elastic/docs-content, deploy-manage/tools/snapshot-and-restore/s3-repository.md). Versions can be listed and not
 * deleted: whoever takes over Elasticsearch can delete the snapshots, and they can be brought back.
 */
export const snapshotAccessTo = (bucketArn: string): PolicyDocument =>
  policy(
    allow(
      ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:ListBucketVersions"],
      bucketArn,
    ),
    allow(
      ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
      `${bucketArn}/*`,
    ),
  );
