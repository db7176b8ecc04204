import { literal } from "../findings/regex";
import type { Duration } from "../units/quantities";
import { inSeconds } from "../units/quantities";
import type { IamAction } from "./iam-policy";

/** Key of the tag by which resources in AWS say who they are in the description. */
export const tagKey = "monitoring";

/**
 * Actions that discovery jobs call in AWS, all of which YACE 0.67 needs or asks for unbidden. `sts:GetCallerIdentity`
 * needs no permission. The account's alias is not wanted, but a refusal would stand in CloudTrail as often as
 * CloudWatch is asked.
 */
export const cloudwatchActions = [
  "cloudwatch:GetMetricData",
  "cloudwatch:ListMetrics",
  "iam:ListAccountAliases",
  "tag:GetResources",
] as const satisfies readonly IamAction[];

/** What one exporter asks CloudWatch for. */
export interface CloudWatchJob {
  readonly namespace: "AWS/S3" | "AWS/RDS";
  /** Region of the resource: CloudWatch of any other region knows nothing of it. */
  readonly region: string;
  /** Value of the tag {@link tagKey}: the name of the resource in the description. */
  readonly tagged: string;
  /** The dimensions of the metrics, all of them: AWS keeps the same metric under other combinations too. */
  readonly dimensions: readonly string[];
  readonly metrics: readonly [CloudWatchMetric, ...CloudWatchMetric[]];
  /** Time between two questions: each answer is paid for. */
  readonly askedEvery: Duration;
}

export interface CloudWatchMetric {
  /** Name that AWS gives it: `BucketSizeBytes`. */
  readonly name: string;
  /** Time between two points of AWS. */
  readonly period: Duration;
  /** How far back the newest point is looked for. Of metrics with one period the longest counts for all. */
  readonly lookBack: Duration;
}

/** YACE's configuration file. */
export interface CloudWatchConfig {
  readonly apiVersion: "v1alpha1";
  readonly "sts-region": string;
  readonly discovery: {
    readonly exportedTagsOnMetrics: Readonly<Record<string, readonly string[]>>;
    readonly jobs: readonly object[];
  };
}

/**
 * YACE's configuration with one discovery job: of all that has the tag, the newest point of each metric. A point that
 * is missing stays missing: as zero it would be a full disk or an empty bucket. Points carry no time of their own:
 * Prometheus refuses samples of yesterday.
 */
export const cloudwatchConfig = ({
  namespace,
  region,
  tagged,
  dimensions,
  metrics,
}: CloudWatchJob): CloudWatchConfig => ({
  apiVersion: "v1alpha1",
  "sts-region": region,
  discovery: {
    exportedTagsOnMetrics: { [namespace]: [tagKey] },
    jobs: [
      {
        type: namespace,
        regions: [region],
        searchTags: [{ key: tagKey, value: exactly(tagged) }],
        dimensionNameRequirements: dimensions,
        metrics: metrics.map(({ name, period, lookBack }) => ({
          name,
          statistics: ["Average"],
          period: inSeconds(period),
          length: inSeconds(lookBack),
          nilToZero: false,
          addCloudwatchTimestamp: false,
        })),
      },
    ],
  },
});

/**
 * YACE's arguments. Without the feature a resource of which CloudWatch knows nothing yet looks like one that was not
 * found. The interval is a number of seconds.
 */
export const cloudwatchArguments = ({ askedEvery }: CloudWatchJob) => ({
  "scraping-interval": String(inSeconds(askedEvery)),
  "enable-feature": "always-return-info-metrics",
});

/** The value of a tag is a regular expression there, and matches anywhere. */
const exactly = (text: string) => `^${literal(text)}$`;
