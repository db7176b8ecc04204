import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Bootstrapped } from "../environments/state";
import { plansPrefix } from "../environments/state";
import type { Duration } from "../units/quantities";
import { minutes } from "../units/quantities";
import { failed } from "./failed";
import { inTime, patienceOf } from "./patience";
import { refusedByAws } from "./refused-by-aws";

/** Where saved plans wait between the job that planned and the job that applies: beside the states, for they hold as much. */
export interface Shelf {
  readonly bucket: string;
  readonly region: string;
  /** `plans/<run>/` */
  readonly prefix: string;
}

/** Until an answer begins; a plan has some megabytes. */
const usual = minutes(2);

/** Whatever it was called, it is one part of a path. */
export const isRunName = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name);

export const shelfOf = ({ backend, aws }: Bootstrapped, run: string): Shelf => ({
  bucket: backend.bucket,
  region: aws.region,
  prefix: `${plansPrefix}${run}/`,
});

/** @throws Failed if the bucket does not take them. */
export async function keepPlans(shelf: Shelf, folder: string): Promise<void> {
  const { PutObjectCommand, S3Client } = await import("@aws-sdk/client-s3");
  const client = new S3Client({ region: shelf.region, ...patienceOf(usual) });
  for (const file of readdirSync(folder)) {
    const [Key, Body] = [shelf.prefix + file, readFileSync(join(folder, file))];
    await onShelf(shelf, usual, (options) =>
      client.send(new PutObjectCommand({ Bucket: shelf.bucket, Key, Body }), options),
    );
  }
}

/** @param timeout until an answer begins @throws Failed if there are none, or the bucket does not give them. */
export async function takePlans(shelf: Shelf, folder: string, timeout = usual): Promise<void> {
  const { GetObjectCommand, ListObjectsV2Command, S3Client } = await import("@aws-sdk/client-s3");
  const client = new S3Client({ region: shelf.region, ...patienceOf(timeout) });
  const { Contents = [] } = await onShelf(shelf, timeout, (options) =>
    client.send(new ListObjectsV2Command({ Bucket: shelf.bucket, Prefix: shelf.prefix }), options),
  );
  const keys = Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
  if (keys.length === 0) throw nothingKept(shelf);
  mkdirSync(folder, { recursive: true });
  for (const key of keys) {
    const plan = await onShelf(shelf, timeout, async (options) => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: shelf.bucket, Key: key }), options);
      return Body?.transformToByteArray();
    });
    writeFileSync(join(folder, basename(key)), plan ?? "");
  }
}

async function onShelf<T>(
  { bucket, prefix }: Shelf,
  timeout: Duration,
  act: Parameters<typeof inTime<T>>[1],
): Promise<T> {
  try {
    return await inTime(timeout, act);
  } catch (failure) {
    throw refusedByAws(`s3://${bucket}/${prefix}`, failure);
  }
}

const nothingKept = ({ bucket, prefix }: Shelf) =>
  failed({
    id: "plan-missing",
    where: `s3://${bucket}/${prefix}`,
    what: "no plan was kept there.",
    why: "only what was planned and reviewed is applied; plans are deleted after seven days.",
    fix: "plan again, with the same --keep",
  });
