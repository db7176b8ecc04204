import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Environment } from "../environments/environment";
import { daysOfPlans, isBootstrapped, plansPrefix } from "../environments/state";
import { Failed, failed } from "../findings/failed";
import { error } from "../findings/finding";
import type { Duration } from "../units/quantities";
import { minutes } from "../units/quantities";
import { inTime, timeoutsOf } from "./aws-timeouts";
import { refusedByAws } from "./refused-by-aws";

/**
 * Place in S3 where saved plans wait between the job that planned and the job that applies: beside the states, for they
 * hold as much.
 */
export interface PlanStorage {
  readonly bucket: string;
  readonly region: string;
  /** What the keys of a run's objects begin with: `plans/<run>/`. */
  readonly prefix: string;
}

/** Timeout until an answer begins; a plan has some megabytes. */
const usual = minutes(2);

/** Whether a run can have this name: whatever it was called, it is one part of a path. */
export const isRunName = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name);

/**
 * Where the plans of a run are kept. @throws Failed of an environment whose state is a file: nothing is kept beside
 * that.
 */
export function planStorageOf(environment: Environment, run: string): PlanStorage {
  if (!isBootstrapped(environment)) throw nowhereToKeep(environment, run);
  const { backend, aws } = environment;
  return { bucket: backend.bucket, region: aws.region, prefix: `${plansPrefix}${run}/` };
}

/** Puts all files of a folder with saved plans into the bucket. @throws Failed if it does not take them. */
export async function uploadPlans(storage: PlanStorage, folder: string): Promise<void> {
  const { PutObjectCommand, S3Client } = await import("@aws-sdk/client-s3");
  const client = new S3Client({ region: storage.region, ...timeoutsOf(usual) });
  for (const file of readdirSync(folder)) {
    const [Key, Body] = [storage.prefix + file, readFileSync(join(folder, file))];
    await asked(storage, usual, (options) =>
      client.send(new PutObjectCommand({ Bucket: storage.bucket, Key, Body }), options),
    );
  }
}

/**
 * Gets the saved plans from the bucket into a folder. @param timeout until an answer begins @throws Failed if there are
 * none, or the bucket does not give them.
 */
export async function downloadPlans(storage: PlanStorage, folder: string, timeout = usual): Promise<void> {
  const { GetObjectCommand, ListObjectsV2Command, S3Client } = await import("@aws-sdk/client-s3");
  const client = new S3Client({ region: storage.region, ...timeoutsOf(timeout) });
  const { Contents = [] } = await asked(storage, timeout, (options) =>
    client.send(new ListObjectsV2Command({ Bucket: storage.bucket, Prefix: storage.prefix }), options),
  );
  const keys = Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
  if (keys.length === 0) throw nothingKept(storage);
  mkdirSync(folder, { recursive: true });
  for (const key of keys) {
    const plan = await asked(storage, timeout, async (options) => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: storage.bucket, Key: key }), options);
      return Body?.transformToByteArray();
    });
    writeFileSync(join(folder, basename(key)), plan ?? "");
  }
}

async function asked<T>(
  { bucket, prefix }: PlanStorage,
  timeout: Duration,
  ask: Parameters<typeof inTime<T>>[1],
): Promise<T> {
  try {
    return await inTime(timeout, ask);
  } catch (failure) {
    throw refusedByAws(`s3://${bucket}/${prefix}`, failure);
  }
}

const nowhereToKeep = ({ name }: Environment, run: string) =>
  new Failed("failed", [
    error({
      id: "unknown-option",
      where: "command line",
      what: `--keep ${run}: the state of ${name} is a file, and plans are kept beside states in S3.`,
      why: "none would be kept, and none could be taken from there.",
      fix: "leave out --keep: the plans lie where they were made.",
    }),
  ]);

const nothingKept = ({ bucket, prefix }: PlanStorage) =>
  failed({
    id: "plan-missing",
    where: `s3://${bucket}/${prefix}`,
    what: "no plan was kept there.",
    why: `only what was planned and reviewed is applied; plans are deleted after ${daysOfPlans} days.`,
    fix: "plan again, with the same --keep",
  });
