import { gauge } from "../../promql/metric";
import { labels } from "./cloudwatch-labels";
import { podLabels } from "./target";

/**
 * Labels of a bucket's series, one for each storage type as AWS calls it: `StandardStorage`, `GlacierStorage`; objects
 * of them all are `AllStorageTypes`.
 */
const ofBucket = [...labels, "dimension_BucketName", "dimension_StorageType"] as const;

/** What the CloudWatch exporter tells of a bucket, a point a day; part of its contract. */
export const s3 = {
  size: gauge("aws_s3_bucket_size_bytes_average", ofBucket, "bytes in a bucket"),
  objects: gauge("aws_s3_number_of_objects_average", ofBucket, "objects in a bucket"),
  found: gauge("aws_s3_info", [...podLabels, "resource", "name"], "0 for every bucket that has the tag"),
};
