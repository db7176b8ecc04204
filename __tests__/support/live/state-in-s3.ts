import { join } from "node:path";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Terraform as Stack } from "../../../delivery/terraform";
import { terraformIn } from "../../../delivery/terraform";
import { enginePath } from "../../../engines/engine-path";
import type { Terraform } from "../terraform/terraform";
import { startTerraform } from "../terraform/terraform";
import type { Moto } from "./moto";
import { startMoto } from "./moto";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The real Terraform, with stub providers for what it makes, and moto for where it keeps what it knows. */
export interface StateInS3 {
  readonly moto: Moto;
  /** For a command that is to find both. */
  readonly environment: (credentials?: Credentials) => NodeJS.ProcessEnv;
  /** @param name whose backend and providers it remembers; one for each who works in the folder */
  readonly stack: (folder: string, name: string, credentials?: Credentials) => Stack;
  readonly bucket: Bucket;
  readonly stop: () => Promise<void>;
}

export interface Bucket {
  /** As AWS would have it once `bootstrap` was applied: the stub providers make nothing. */
  readonly make: () => Promise<void>;
  readonly put: (key: string, body: string, credentials?: Credentials) => Promise<unknown>;
  readonly remove: (key: string, version?: string) => Promise<unknown>;
  /** @throws NotFound */
  readonly head: (key: string) => Promise<{ readonly ServerSideEncryption?: string; readonly SSEKMSKeyId?: string }>;
  /** The newest first. */
  readonly versions: (key: string) => Promise<readonly string[]>;
}

const anybody: Credentials = { accessKeyId: "test", secretAccessKey: "test" };

export async function startStateInS3(bucket: string): Promise<StateInS3> {
  const [terraform, moto] = await Promise.all([startTerraform(), startMoto()]);
  const client = (credentials: Credentials) =>
    new S3Client({ endpoint: moto.url, region: moto.region, forcePathStyle: true, credentials });
  const s3 = client(anybody);
  const environment = (credentials = anybody) => environmentOf(terraform, moto, credentials);
  const binary = process.env.TERRAFORM_BINARY_NAME ?? enginePath("terraform");
  return {
    moto,
    environment,
    stack: (folder, name, credentials) =>
      terraformIn({ binary, folder, environment: name, env: environment(credentials) }),
    bucket: bucketIn(s3, client, bucket),
    stop: async () => {
      s3.destroy();
      terraform.stop();
      await moto.stop();
    },
  };
}

const environmentOf = (terraform: Terraform, moto: Moto, credentials: Credentials): NodeJS.ProcessEnv => ({
  ...terraform.environment(),
  AWS_ENDPOINT_URL: moto.url,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
});

const bucketIn = (s3: S3Client, client: (credentials: Credentials) => S3Client, Bucket: string): Bucket => ({
  make: async () => {
    const CreateBucketConfiguration = { LocationConstraint: "eu-central-1" } as const;
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  },
  put: async (Key, Body, credentials = anybody) => {
    const theirs = client(credentials);
    return theirs.send(new PutObjectCommand({ Bucket, Key, Body })).finally(() => theirs.destroy());
  },
  remove: (Key, VersionId) => s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId })),
  head: (Key) => s3.send(new HeadObjectCommand({ Bucket, Key })) as ReturnType<Bucket["head"]>,
  versions: async (key) => {
    const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: key }));
    const own = Versions.filter(({ Key }) => Key === key);
    return own.flatMap(({ VersionId }) => (VersionId === undefined ? [] : [VersionId]));
  },
});

/** Of a synthesized app. */
export const folderOf = (output: string, stack: string): string => join(output, "stacks", stack);
