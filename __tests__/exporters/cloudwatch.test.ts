import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { cloudwatchActions, cloudwatchArguments, cloudwatchConfig } from "../../exporters/cloudwatch";
import { s3Job } from "../../exporters/s3";
import type { IamAction } from "../../exporters/iam-policy";
import { shopMedia } from "../../system/shop";
import { days, hours } from "../../units/quantities";

const job = s3Job(shopMedia);
const tagOf = (tagged: string) => {
  const [first] = cloudwatchConfig({ ...job, tagged }).discovery.jobs as { searchTags: { value: string }[] }[];
  return first?.searchTags[0]?.value ?? "";
};

describe("the configuration of the CloudWatch exporter", () => {
  it("finds the resource whose tag is exactly its name, whatever characters it has", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, other) => {
        expect(new RegExp(tagOf(name)).test(name)).toBe(true);
        expect(new RegExp(tagOf(name)).test(other)).toBe(name === other);
      }),
      { seed: 1 },
    );
    expect(new RegExp(tagOf("shop-media")).test("shop-media-old")).toBe(false);
  });

  it("leaves out what is missing, and when it was measured", () => {
    const jobs = cloudwatchConfig(job).discovery.jobs as { metrics: object[] }[];
    for (const metric of jobs.flatMap(({ metrics }) => metrics))
      expect(metric).toMatchObject({ nilToZero: false, addCloudwatchTimestamp: false });
  });

  it("asks of a bucket once an hour for what is there once a day, three days back", () => {
    expect(cloudwatchArguments(job)).toMatchObject({ "scraping-interval": "3600" });
    for (const { period, lookBack } of job.metrics) expect([period, lookBack]).toEqual([days(1), days(3)]);
    expect(job.askedEvery).toEqual(hours(1));
  });
});

/**
 * What YACE 0.67.0 calls in a discovery job without roles, enhanced metrics and services of its own discovery, and
 * where in its source. The live test counts what it really calls.
 */
const calls: readonly { readonly action: IamAction; readonly source: string; readonly free?: true }[] = [
  { action: "sts:GetCallerIdentity", source: "pkg/job/scrape.go:ScrapeAwsData, pkg/clients/account", free: true },
  { action: "iam:ListAccountAliases", source: "pkg/job/scrape.go:ScrapeAwsData, pkg/clients/account" },
  { action: "tag:GetResources", source: "pkg/job/discovery.go:runDiscoveryJob, pkg/clients/tagging" },
  { action: "cloudwatch:ListMetrics", source: "pkg/job/discovery.go:getMetricDataForQueries, pkg/clients/cloudwatch" },
  { action: "cloudwatch:GetMetricData", source: "pkg/job/getmetricdata/processor.go:Run, pkg/clients/cloudwatch" },
];

describe("what the exporter may do", () => {
  it.each(cloudwatchActions)("%s is something that it calls", (action) => {
    expect(calls.map((call) => call.action)).toContain(action);
  });

  it.each(calls)("$action, called in $source, is something that it may do", ({ action, free }) => {
    expect((cloudwatchActions as readonly IamAction[]).includes(action)).toBe(!free);
  });
});
