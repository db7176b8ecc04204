import type { Bucket } from "../model/bucket";
import { days, hours } from "../units/quantities";
import type { CloudWatchJob, CloudWatchMetric } from "./cloudwatch";

/**
 * AWS measures buckets once a day, stamps the point with midnight and publishes it a day or more later. Three days back
 * there is always one, also when a day is left out.
 */
const daily = (name: string): CloudWatchMetric => ({
  name,
  period: days(1),
  lookBack: days(3),
});

/**
 * What CloudWatch is asked of a bucket: what it holds, by storage type. There is something new once a day: to ask every
 * hour is often enough.
 */
export const s3Job = ({ name, region }: Bucket): CloudWatchJob => ({
  namespace: "AWS/S3",
  region,
  tagged: name,
  dimensions: ["BucketName", "StorageType"],
  metrics: [daily("BucketSizeBytes"), daily("NumberOfObjects")],
  askedEvery: hours(1),
});
