import type { AwsAccess } from "../environments/access";

/**
 * The parts of the pods of Elasticsearch by which these are somebody in AWS: merged into the `podTemplate` of all their
 * node sets.
 */
export interface SnapshotAccess {
  readonly serviceAccountName: string;
  /** Environment variables of the container `elasticsearch`. */
  readonly env: readonly { readonly name: string; readonly value: string }[];
  /** Mount of the token in the container `elasticsearch`. */
  readonly volumeMount: { readonly name: string; readonly mountPath: string; readonly readOnly: true };
  readonly volume: {
    readonly name: string;
    readonly projected: {
      readonly sources: readonly [
        {
          readonly serviceAccountToken: {
            readonly audience: string;
            readonly expirationSeconds: number;
            readonly path: string;
          };
        },
      ];
    };
  };
}

export interface SnapshotAccessProps {
  /** Name of the service account whose tokens open the role. */
  readonly serviceAccount: string;
  readonly roleArn: string;
  readonly region: AwsAccess["region"];
}

/**
 * What the pods of Elasticsearch need to take a role in AWS. It reads the token of its service account from one place,
 * whatever `AWS_WEB_IDENTITY_TOKEN_FILE` says: it may open no file outside its configuration
 * (S3Service.CustomWebIdentityTokenCredentialsProvider). So the token is mounted there, and not where EKS would put it.
 * All nodes that hold data or may be master need it: masters register the repository, data nodes write to it
 * (elastic/docs-content, deploy-manage/tools/snapshot-and-restore/cloud-on-k8s.md).
 */
export const snapshotAccess = ({ serviceAccount, roleArn, region }: SnapshotAccessProps): SnapshotAccess => ({
  serviceAccountName: serviceAccount,
  env: [
    { name: "AWS_ROLE_ARN", value: roleArn },
    { name: "AWS_WEB_IDENTITY_TOKEN_FILE", value: `${directory}/${file}` },
    // Otherwise the SDK asks the machine's metadata, which pods need not reach.
    { name: "AWS_REGION", value: region },
  ],
  volumeMount: { name: volume, mountPath: directory, readOnly: true },
  volume: {
    name: volume,
    // A day, as ECK's documentation has it; Kubernetes renews it in time, and Elasticsearch watches the file.
    projected: {
      sources: [{ serviceAccountToken: { audience: "sts.amazonaws.com", expirationSeconds: 86_400, path: file } }],
    },
  },
});

const volume = "aws-iam-token";
const directory = "/usr/share/elasticsearch/config/repository-s3";
const file = "aws-web-identity-token-file";
