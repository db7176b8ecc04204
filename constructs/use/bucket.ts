import type { Construct } from "constructs";
import type { Environment } from "../../environments/environment";
import { s3Job } from "../../exporters/s3";
import type { Bucket } from "../../model/bucket";
import { useName } from "../../model/resource";
import { bucketSlice } from "../../slices/use/bucket";
import type { Measured } from "../../slices/slice";
import { CloudWatchExporter } from "../cloudwatch-exporter";

/** Measures a bucket by what CloudWatch knows of it. */
export function measureBucket(scope: Construct, bucket: Bucket, environment: Environment): Measured {
  const { target } = new CloudWatchExporter(scope, "cloudwatch", {
    name: useName(bucket),
    environment,
    job: s3Job(bucket),
  });
  return bucketSlice({ bucket, target });
}
