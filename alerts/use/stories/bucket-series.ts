/** What AWS tells of buckets, by the exporter that asks it. */
import type { Bucket } from "../../../model/bucket";
import { s3 } from "../../../signals/contracts/s3";
import { days, hours } from "../../../units/quantities";
import { another } from "../../stories/another";
import type { Stretch } from "../../stories/course";
import { gauge } from "../../stories/course";
import { shaped } from "../../stories/series";

export const every = hours(1);

/** How long a bucket is known before something happens: long enough for all of the past to be known. */
export const past = days(20);
export const longer = days(40);

/** Name that a bucket has in AWS. */
export const inAws = (name: string) => `example-${name}`;

export const size = (
  { name, region }: Pick<Bucket, "name" | "region">,
  bytes: readonly Stretch[],
  type = "StandardStorage",
) =>
  shaped(
    s3.size,
    { resource: name, dimension_BucketName: inAws(name), dimension_StorageType: type, region },
    gauge(bytes, every),
  );

export const objects = ({ name, region }: Pick<Bucket, "name" | "region">, count: readonly Stretch[]) =>
  shaped(
    s3.objects,
    { resource: name, dimension_BucketName: inAws(name), dimension_StorageType: "AllStorageTypes", region },
    gauge(count, every),
  );

export const found = (name: string, course: readonly Stretch[]) =>
  shaped(s3.found, { resource: name }, gauge(course, every));

export const anotherOf = (bucket: Bucket): Bucket => ({ ...bucket, name: another(bucket.name) });
