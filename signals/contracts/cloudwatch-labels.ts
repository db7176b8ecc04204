import { podLabels } from "./target";

/**
 * Labels of all metrics that the CloudWatch exporter (YACE) emits with the configuration of `exporters/cloudwatch.ts`.
 * A metric of AWS is a gauge for each statistic, `BucketSizeBytes` by `Average` is `aws_s3_bucket_size_bytes_average`;
 * where CloudWatch has no point it is NaN. `resource`, the name in the description, is the value of the tag by which
 * the exporter found it.
 */
export const labels = [...podLabels, "resource", "name", "account_id", "region"] as const;
