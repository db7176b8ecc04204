import type { PolicyDocument } from "./iam-policy";
import { allow, policy } from "./iam-policy";

/**
 * Policy of what Mimir does with the bucket of its blocks: what the library asks for through which it does it
 * (thanos-io/objstore, README.md, "S3"), and to give up an upload in parts. Versions can be neither listed nor deleted:
 * whoever takes over Mimir can delete blocks, and they can be brought back.
 */
export const seriesAccessTo = (bucketArn: string): PolicyDocument =>
  policy(
    allow(["s3:ListBucket"], bucketArn),
    allow(["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"], `${bucketArn}/*`),
  );
