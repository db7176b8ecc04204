import { clip } from "../findings/clip";
import type { Finding } from "../findings/finding";
import { error, errorUnless, within } from "../findings/finding";
import { days } from "../units/quantities";
import { durationText } from "../units/text";
import { isBucketName, noBucketName } from "./bucket-name";
import { checkShare, checkStorage } from "./check-size";
import type { Environment } from "./environment";
import type { LongTermStore, StoreNode } from "./long-term";

/** Whether there can be a store of all series. */
export function checkLongTerm(environment: Environment): Finding[] {
  const store = environment.prometheus.longTerm;
  if (!store) return [];
  return [
    ...(environment.aws ? [] : [withoutAws]),
    ...checkBucket(store, environment),
    ...checkNumbers(store),
    ...(["ingester", "gateway", "compactor"] as const).flatMap((part) => within(part, checkNode(store[part]))),
    ...within("stateless", checkShare(store.stateless)),
  ];
}

const withoutAws = error({
  id: "long-term-without-aws",
  where: "",
  what: "series are to be kept in S3, in an environment without AWS.",
  why: "there is no account to make the bucket in, and nothing that could open it.",
  fix: "state `aws`, or leave out `longTerm`: one Prometheus keeps all series then.",
});

const checkBucket = ({ bucket }: LongTermStore, { backend, elk }: Environment): Finding[] => [
  ...errorUnless(isBucketName(bucket), {
    id: "long-term-bucket-malformed",
    where: "bucket",
    ...noBucketName(bucket),
    fix: 'bucket: "example-shop-series"',
  }),
  ...errorUnless(bucket !== elk.snapshots?.bucket && (backend.kind !== "s3" || backend.bucket !== bucket), {
    id: "long-term-bucket-taken",
    where: "bucket",
    what: `"${clip(bucket)}" holds the state of Terraform, or the snapshots of the logs.`,
    why: "whoever may write series could then write what will be deployed, or remove the only copy of the logs.",
    fix: "give the series a bucket of their own.",
  }),
];

/** Mimir's own limit of what it tells replicas apart within (`ha_max_clusters`). */
const mostShards = 100;

const checkNumbers = ({ shards, keepFor }: LongTermStore): Finding[] => [
  ...errorUnless(Number.isInteger(shards) && shards >= 1 && shards <= mostShards, {
    id: "long-term-shards-out-of-range",
    where: "shards",
    what: `the targets are to be divided among ${shards}.`,
    why: `among none nothing would be scraped, and of more than ${mostShards} Mimir would refuse what the others send.`,
    fix: "shards: 2",
  }),
  ...errorUnless(Number.isInteger(keepFor.milliseconds) && keepFor.milliseconds >= days(1).milliseconds, {
    id: "long-term-keep-out-of-range",
    where: "keepFor",
    what: `series are to be kept for ${durationText(keepFor)}.`,
    why: "Mimir reads 0 as for ever; and with less than a day, blocks would be removed before they are made into days.",
    fix: "keepFor: days(400)",
  }),
];

const checkNode = (node: StoreNode): Finding[] => [
  ...checkShare(node),
  ...checkStorage(node.storage, "storage: gibibytes(10)"),
];
