import type { Bucket } from "../../model/bucket";
import type { Vector } from "../../promql/build";
import {
  and,
  before,
  divide,
  max,
  median,
  overTime,
  plus,
  rename,
  select,
  sum,
  where,
  withLabel,
} from "../../promql/build";
import type { Metric } from "../../promql/metric";
import { recorded } from "../../promql/metric";
import { days, hours } from "../../units/quantities";
import { s3 } from "../contracts/s3";
import type { Signal, SignalKind } from "../signal";
import { recordAs } from "../signal";

/** The kinds of signals of buckets, with their recorded series: names and labels are the plan's and do not change. */
export const storage = {
  size: {
    id: "bucket-size",
    title: "Size",
    method: "utilisation",
    unit: "bytes",
    absentMeans: "healthy",
    normally: "Follows what is uploaded and what expires, in steps: AWS measures once a day and tells a day later.",
    bytes: recorded("monitoring:s3_storage:bytes", ["bucket", "region"], "bytes in a bucket, all storage types"),
  },
  objects: {
    id: "bucket-objects",
    title: "Objects",
    method: "utilisation",
    unit: "count",
    absentMeans: "healthy",
    normally: "Follows the size; many more objects of the same size in all are small ones, which cost by the request.",
    noAlert: "what objects cost and what their loss means shows in the size",
    count: recorded("monitoring:s3_objects:count", ["bucket", "region"], "objects in a bucket, versions included"),
  },
  growth: {
    id: "bucket-growth",
    title: "Growth within a week",
    method: "utilisation",
    unit: "ratio",
    absentMeans: "healthy",
    normally: "Much as in the week before; below zero where more was deleted than uploaded.",
    ratio: recorded(
      "monitoring:s3_storage_growth:ratio",
      ["resource", "bucket", "region"],
      "growth of a bucket within a week, as a share of its size before",
    ),
    objects: recorded(
      "monitoring:s3_objects_growth:ratio",
      ["resource", "bucket", "region"],
      "more objects than a week before, as a share of those",
    ),
  },
} as const satisfies Record<string, SignalKind & Record<string, unknown>>;

/** A window longer than any day of AWS: what was known within it is still the newest there is. */
export const aDayOrMore = hours(36);

type PerBucket = "bucket" | "region";
const perBucket: readonly PerBucket[] = ["bucket", "region"];

/** The signals of a bucket: its size and number of objects, and how it grows. */
export const bucketSignals = ({ name }: Bucket): Signal[] => [
  { ...storage.size, series: [recordAs(storage.size.bytes, allTypes(s3.size, name))] },
  { ...storage.objects, series: [recordAs(storage.objects.count, allTypes(s3.objects, name))] },
  {
    ...storage.growth,
    series: [
      recordAs(storage.growth.ratio, withinAWeek(storage.size.bytes, name)),
      recordAs(storage.growth.objects, withinAWeek(storage.objects.count, name)),
    ],
  },
];

/**
 * Where CloudWatch has no point there is NaN, which is neither zero nor a number; a new pod repeats what the old one
 * says.
 */
const allTypes = (metric: typeof s3.size, resource: string): Vector<PerBucket> => {
  const known = where(select(metric, { resource }), ">=", 0);
  const byType = max(known).by("dimension_BucketName", "dimension_StorageType", "region");
  return sum(rename(byType, "dimension_BucketName", "bucket")).by(...perBucket);
};

/**
 * A metric of one bucket, by the name of its resource. The plan's series do not have that, and AWS may call the bucket
 * anything: the exporter knows both.
 */
export const ofBucket = (metric: Metric<"recorded", PerBucket>, resource: string): Vector<PerBucket> =>
  and(select(metric), rename(select(s3.size, { resource }), "dimension_BucketName", "bucket"), perBucket);

const withinAWeek = (metric: Metric<"recorded", PerBucket>, resource: string): Vector<PerBucket | "resource"> =>
  withLabel(plus(divide(ofBucket(metric, resource), where(aWeekAgo(metric), ">", 0)), -1), "resource", resource);

/**
 * The value that a bucket's metric had a week ago: the median of the six days around it, from the tenth to the fourth
 * before now. When a storage type is emptied its last size stays in CloudWatch's window for up to three days, and what
 * moved to another type is counted twice so long: less than half of six days, which a median does not see; nor does it
 * see a day left out.
 */
export const aWeekAgo = (metric: Metric<"recorded", PerBucket>): Vector<PerBucket> =>
  median(before(select(metric), days(4)), days(6));

/** The latest value of a recorded series within {@link aDayOrMore}, known also while nobody asks AWS. */
export const lately = <L extends string>(
  metric: Metric<"recorded", L>,
  where: Partial<Record<NoInfer<L>, string>> = {},
) => overTime("last", select(metric, where), aDayOrMore);
