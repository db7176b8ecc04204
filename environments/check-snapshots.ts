import { clip } from "../findings/clip";
import type { Finding } from "../findings/finding";
import { error, errorUnless } from "../findings/finding";
import { days } from "../units/quantities";
import { durationText } from "../units/text";
import { isBucketName, noBucketName } from "./bucket-name";
import type { Environment } from "./environment";

/** Whether there can be snapshots: a bucket that AWS gives us, in an account that is ours. */
export function checkSnapshotSettings({ elk: { snapshots }, aws, backend }: Environment): Finding[] {
  if (!snapshots) return [];
  const { bucket, keepFor } = snapshots;
  return [
    ...(aws ? [] : [withoutAws]),
    ...errorUnless(isBucketName(bucket), {
      id: "snapshot-bucket-malformed",
      where: "bucket",
      ...noBucketName(bucket),
      fix: 'bucket: "example-shop-log-snapshots"',
    }),
    ...errorUnless(backend.kind !== "s3" || backend.bucket !== bucket, {
      id: "snapshot-bucket-is-state",
      where: "bucket",
      what: `"${clip(bucket)}" holds the state of Terraform.`,
      why: "whoever may write snapshots could then write what will be deployed.",
      fix: "give the snapshots a bucket of their own.",
    }),
    ...errorUnless(Number.isInteger(keepFor.milliseconds) && keepFor.milliseconds >= days(1).milliseconds, {
      id: "snapshot-keep-out-of-range",
      where: "keepFor",
      what: `snapshots are to be kept for ${durationText(keepFor)}.`,
      why: "there is one a day: each would be removed before there is another, and Elasticsearch reads whole numbers only.",
      fix: "keepFor: days(14)",
    }),
  ];
}

const withoutAws = error({
  id: "snapshots-without-aws",
  where: "",
  what: "snapshots are to be taken, in an environment without AWS.",
  why: "there is no account to make the bucket in, and nothing that could open it.",
  fix: "state `aws`, or leave out `snapshots`: what is deleted is gone then.",
});
