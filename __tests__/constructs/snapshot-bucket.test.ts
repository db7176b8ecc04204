import { describe, expect, it } from "@jest/globals";
import { TerraformStack, Testing } from "cdktf";
import { SnapshotBucket } from "../../constructs/snapshot-bucket";
import { hasFindings } from "../../constructs/checked";
import type { Environment } from "../../environments/environment";
import { production } from "../../environments/production";
import type { PolicyDocument } from "../../exporters/iam-policy";
import { readStack, resourcesOf } from "../support/synthesized";
import { testApp } from "../support/test-app";

function synthesize(changes: Partial<Environment> = {}) {
  const environment = { ...production, ...changes };
  const stack = new TerraformStack(testApp(), "platform");
  const snapshots = { bucket: "example-log-snapshots", keepFor: { milliseconds: 1 } };
  const bucket = new SnapshotBucket(stack, "snapshots", { environment, snapshots });
  return { bucket, stack: readStack(Testing.synth(stack)) };
}

const { bucket, stack } = synthesize();

/** There is one of each kind, all under one name. */
function only(type: string): Readonly<Record<string, unknown>> {
  const [[name, resource] = ["", {}], ...others] = resourcesOf(stack, type);
  expect([name, others]).toEqual([type.startsWith("aws_iam") ? "logs-elasticsearch" : "log-snapshots", []]);
  return resource;
}

const policyOf = (type: string) => JSON.parse(only(type).policy as string) as PolicyDocument;

describe("the bucket of the snapshots", () => {
  it("says whose it is, and outlives every plan", () => {
    expect(only("aws_s3_bucket")).toEqual({
      bucket: "example-log-snapshots",
      tags: { cluster: "shop-production", environment: "production", holds: "log-snapshots" },
      lifecycle: { prevent_destroy: true },
    });
  });

  it("is private, whatever anybody attaches to it", () => {
    expect(only("aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(only("aws_s3_bucket_ownership_controls")).toMatchObject({
      rule: { object_ownership: "BucketOwnerEnforced" },
    });
  });

  it("talks to nobody without TLS", () => {
    expect(policyOf("aws_s3_bucket_policy").Statement).toMatchObject([
      {
        Effect: "Deny",
        Principal: "*",
        Resource: ["arn:aws:s3:::example-log-snapshots", "arn:aws:s3:::example-log-snapshots/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it("encrypts what comes", () => {
    expect(only("aws_s3_bucket_server_side_encryption_configuration")).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms" }, bucket_key_enabled: true }],
    });
  });

  it("keeps what is deleted for two weeks, and never ends what is not", () => {
    expect(only("aws_s3_bucket_versioning")).toMatchObject({ versioning_configuration: { status: "Enabled" } });
    const { rule } = only("aws_s3_bucket_lifecycle_configuration");
    expect(rule).toEqual([
      {
        id: "deleted-and-unfinished",
        status: "Enabled",
        filter: [{ prefix: "" }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
        noncurrent_version_expiration: [{ noncurrent_days: 14 }],
        expiration: [{ expired_object_delete_marker: true }],
      },
    ]);
  });

  it("is opened by the tokens of Elasticsearch alone, for what Elasticsearch does, and not for what would be for good", () => {
    const role = only("aws_iam_role");
    expect(role.name).toBe("shop-production-logs-elasticsearch");
    expect(role.assume_role_policy).toContain("system:serviceaccount:monitoring:logs-elasticsearch");
    const { Statement } = policyOf("aws_iam_role_policy");
    expect(Statement.map(({ Effect, Resource, Action }) => ({ Effect, Resource, Action }))).toEqual([
      {
        Effect: "Allow",
        Resource: "arn:aws:s3:::example-log-snapshots",
        Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:ListBucketVersions"],
      },
      {
        Effect: "Allow",
        Resource: "arn:aws:s3:::example-log-snapshots/*",
        Action: [
          "s3:AbortMultipartUpload",
          "s3:DeleteObject",
          "s3:GetObject",
          "s3:ListMultipartUploadParts",
          "s3:PutObject",
        ],
      },
    ]);
    expect(JSON.stringify(Statement)).not.toContain("DeleteObjectVersion");
  });

  it("counts all of that as its parts", () => {
    expect(bucket.parts().map(({ terraformResourceType }) => terraformResourceType)).toEqual([
      "aws_iam_role",
      "aws_iam_role_policy",
      "aws_s3_bucket",
      "aws_s3_bucket_public_access_block",
      "aws_s3_bucket_ownership_controls",
      "aws_s3_bucket_policy",
      "aws_s3_bucket_server_side_encryption_configuration",
      "aws_s3_bucket_versioning",
      "aws_s3_bucket_lifecycle_configuration",
    ]);
  });

  it("passes on what AWS would refuse of the role's name", () => {
    const { node } = synthesize({ cluster: "shop-".repeat(12) }).bucket;
    const found = node.findAll().flatMap((each) => (hasFindings(each) ? each.findings() : []));
    expect(found).toMatchObject([{ id: "role-name", where: "platform/snapshots/role.name" }]);
  });
});

describe("the pods of Elasticsearch", () => {
  it("find their token where Elasticsearch may read, and know whose it is and where to go with it", () => {
    expect(bucket.access).toEqual({
      serviceAccountName: "logs-elasticsearch",
      env: [
        {
          name: "AWS_ROLE_ARN",
          value: "arn:aws:iam::222222222222:role/monitoring/shop-production/shop-production-logs-elasticsearch",
        },
        {
          name: "AWS_WEB_IDENTITY_TOKEN_FILE",
          value: "/usr/share/elasticsearch/config/repository-s3/aws-web-identity-token-file",
        },
        { name: "AWS_REGION", value: "eu-central-1" },
      ],
      volumeMount: {
        name: "aws-iam-token",
        mountPath: "/usr/share/elasticsearch/config/repository-s3",
        readOnly: true,
      },
      volume: {
        name: "aws-iam-token",
        projected: {
          sources: [
            {
              serviceAccountToken: {
                audience: "sts.amazonaws.com",
                expirationSeconds: 86_400,
                path: "aws-web-identity-token-file",
              },
            },
          ],
        },
      },
    });
  });
});
