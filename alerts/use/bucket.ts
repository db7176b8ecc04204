import type { Bucket } from "../../model/bucket";
import type { Vector } from "../../promql/build";
import {
  arithmetic,
  atLeast,
  before,
  clampMin,
  complement,
  constant,
  count,
  joined,
  largerOf,
  or,
  overTime,
  scale,
  smallerOf,
  select,
  where,
} from "../../promql/build";
import { s3 } from "../../signals/contracts/s3";
import { aDayOrMore, aWeekAgo, lately, storage } from "../../signals/use/bucket";
import { asRatio, days, gibibytes, hours, percent, round } from "../../units/quantities";
import { bytesText, durationText } from "../../units/text";
import type { AlertRule } from "../alert";
import type { ScrapeTarget } from "../target";
import { common } from "./common";
import { exporterAbsent } from "./exporter";
import { bucketExporterStories, sizeMissingStories } from "./stories/bucket";
import { growthStories, shrinkageStories } from "./stories/bucket-change";

/** Smallest change of a bucket's size that matters: fewer bytes cost less than 25 cents a month in S3. */
export const leastChange = gibibytes(10);

/** A share of the bucket that is gone within a week, beyond what expires as usual. */
const muchDeleted = percent(20);

const usualGrowth = percent(25);

/** What moves to another storage type is counted in both for less long than this. */
const countedTwice = days(3);

/** Longer than until the next question, which may find the storage type that this one missed. */
const untilAskedAgain = hours(2);

/** The rules of one bucket, by what they are about. */
export type BucketAlerts = Readonly<Record<"growth" | "shrinkage" | "sizeMissing" | "exporterAbsent", AlertRule>>;

/** All alert rules of one bucket. @param target of the exporter that asks CloudWatch */
export const bucketAlerts = (bucket: Bucket, target: ScrapeTarget): BucketAlerts => ({
  growth: growth(bucket),
  shrinkage: shrinkage(bucket),
  sizeMissing: sizeMissing(bucket),
  exporterAbsent: absent(bucket, target),
});

function absent(bucket: Bucket, target: ScrapeTarget): AlertRule {
  // It asks once an hour: a question that failed is asked twice more.
  const pendingFor = hours(3);
  const measures = select(s3.found, { resource: bucket.name });
  return {
    ...exporterAbsent(bucket, [{ exporter: "cloudwatch", target, measures }], pendingFor),
    stories: () => bucketExporterStories(bucket, target, pendingFor),
  };
}

function growth(bucket: Bucket): AlertRule {
  const { name, weeklyGrowth = usualGrowth } = bucket;
  const series = select(storage.growth.ratio, { resource: name });
  const usual = clampMin(overTime("last", before(series, days(6)), aDayOrMore), 0);
  // Objects are counted once; the bytes of what moves to another storage type twice, but not for so long.
  const atOnce = smallerOf(
    lately(storage.growth.ratio, { resource: name }),
    lately(storage.growth.objects, { resource: name }),
  );
  const unusual = arithmetic(largerOf(atOnce, overTime("min", series, countedTwice)), "-", usual);
  const grown = arithmetic(lately(storage.size.bytes), "-", aWeekAgo(storage.size.bytes));
  const threshold = asRatio(weeklyGrowth);
  return {
    ...common(bucket, "bucket-growth", "growth"),
    title: `${name}: grows more than usual`,
    severity: "ticket",
    watches: storage.growth,
    value: clampMin(onlyWith(unusual, grown), 0).expr,
    fires: { above: threshold },
    clears: round(threshold / 2),
    pendingFor: untilAskedAgain,
    numbers: { least: bytesText(leastChange), counted: durationText(countedTwice) },
    summary: (value, above) =>
      `{{ $labels.bucket }} grew within a week by ${value} of its size more than in the week before; the alert stands at ${above}.`,
    firstSteps: [
      'Since when, and of which storage type? Panels "Size" and "By storage type".',
      'More objects, or larger ones? Panels "Objects" and "Mean size of an object".',
      "Not what is uploaded? Old versions and unfinished uploads count too: aws s3api list-multipart-uploads --bucket <bucket>",
    ],
    stories: () => growthStories({ ...changeOf(bucket, threshold), lasting: countedTwice }),
  };
}

function shrinkage(bucket: Bucket): AlertRule {
  const { name } = bucket;
  const shrunk = scale(lately(storage.growth.ratio, { resource: name }), -1);
  const lost = arithmetic(aWeekAgo(storage.size.bytes), "-", lately(storage.size.bytes));
  const threshold = asRatio(muchDeleted);
  return {
    ...common(bucket, "bucket-shrinkage", "shrinkage"),
    title: `${name}: much was deleted`,
    severity: "ticket",
    watches: storage.growth,
    value: clampMin(onlyWith(shrunk, lost), 0).expr,
    fires: { above: threshold },
    clears: round(threshold / 2),
    pendingFor: untilAskedAgain,
    numbers: { least: bytesText(leastChange) },
    summary: (value, above) =>
      `{{ $labels.bucket }} lost ${value} of its size within a week; the alert stands at ${above}.`,
    firstSteps: [
      'When, and of which storage type? Panels "Size" and "By storage type".',
      "Was it meant? A lifecycle rule, or somebody: aws s3api get-bucket-lifecycle-configuration --bucket <bucket>; CloudTrail.",
      "If not: stop whoever deletes before anything is restored; deleted versions expire.",
    ],
    stories: () => shrinkageStories(changeOf(bucket, threshold)),
  };
}

function sizeMissing(bucket: Bucket): AlertRule {
  const { name } = bucket;
  const pendingFor = days(2);
  const known = atLeast(or(count(where(select(s3.size, { resource: name }), ">=", 0)), constant(0)), 1);
  const found = atLeast(or(count(select(s3.found, { resource: name })), constant(0)), 1);
  return {
    ...common(bucket, "bucket-size-missing", "size"),
    title: `${name}: AWS tells no size`,
    severity: "ticket",
    watches: storage.size,
    unit: "count",
    value: arithmetic(found, "*", complement(known)).expr,
    fires: { above: 0.5 },
    clears: 0.5,
    // A new bucket has none for so long.
    pendingFor,
    summary: () =>
      `AWS has told no size of ${name} for ${durationText(pendingFor)}, and would say the same of one that is empty: nobody sees it grow or shrink.`,
    firstSteps: [
      'Is it empty? AWS publishes no size of nothing. Panel "Size" shows the last one; aws s3 ls s3://<bucket> --summarize',
      "Is it there in this region? aws s3api get-bucket-location --bucket <bucket>",
      "May the exporter read metrics? Its log says AccessDenied if not.",
    ],
    stories: () => sizeMissingStories(bucket, pendingFor),
  };
}

/** Where the change is too small the value is 0: quiet is a number too. */
const onlyWith = (
  share: Vector<"resource" | "bucket" | "region">,
  bytes: Vector<"bucket" | "region">,
): Vector<"resource" | "bucket" | "region"> =>
  joined(share, "*", atLeast(bytes, leastChange.bytes), { on: ["bucket", "region"] });

const changeOf = (bucket: Bucket, level: number) => ({
  bucket,
  level,
  least: leastChange.bytes,
  pendingFor: untilAskedAgain,
});
