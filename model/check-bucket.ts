import type { Finding } from "../findings/finding";
import { errorUnless } from "../findings/finding";
import type { Percent } from "../units/quantities";
import { isAwsRegion } from "./aws-region";
import type { Bucket } from "./bucket";

/** Findings of a bucket's region and growth, also for data that comes past the types. */
export const checkBucket = ({ region, weeklyGrowth }: Bucket): Finding[] => [
  ...errorUnless(isAwsRegion(region), {
    id: "bucket-without-region",
    where: "region",
    what: region ? `${JSON.stringify(region)} is no region of AWS.` : "it has no region.",
    why: "the exporter asks CloudWatch of one region, and that of any other knows nothing of the bucket: its size would be missing.",
    fix: 'region: "eu-central-1"; `aws s3api get-bucket-location` knows which.',
  }),
  ...(weeklyGrowth === undefined ? [] : checkGrowth(weeklyGrowth)),
];

const checkGrowth = ({ percent }: Percent): Finding[] =>
  errorUnless(Number.isFinite(percent) && percent > 0, {
    id: "growth-out-of-range",
    where: "weeklyGrowth",
    what: `${percent} % is no growth: it must be above 0.`,
    why: "a bucket that stays as it is would be told as one that grows, or one that grows never.",
    fix: "weeklyGrowth: percent(25)",
  });
