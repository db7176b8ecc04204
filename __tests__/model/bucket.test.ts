import { describe, expect, it } from "@jest/globals";
import { isAwsRegion } from "../../model/aws-region";
import type { Bucket } from "../../model/bucket";
import { checkSystem } from "../../model/check";
import { percent } from "../../units/quantities";
import { exampleService, exampleSystem } from "./example";

const example: Bucket = {
  kind: "bucket",
  name: "example-media",
  description: "Pictures of examples. When it is gone, examples are hard to imagine.",
  owner: { name: "teachers", title: "Teachers" },
  region: "eu-central-1",
};

const findings = (...buckets: readonly Bucket[]) =>
  checkSystem({ ...exampleSystem(exampleService()), resources: buckets });
const places = (...buckets: readonly Bucket[]) => findings(...buckets).map(({ id, where }) => `${id} at ${where}`);

describe("a bucket", () => {
  it("is fine with a region, and with growth of its own", () => {
    expect(findings(example, { ...example, name: "second", weeklyGrowth: percent(300) })).toEqual([]);
  });

  it.each([undefined, "", "Frankfurt", "eu-central", "EU-CENTRAL-1", "eu-central-1a", "cn-north-1", "us-gov-west-1"])(
    "has to say its region: %p is none",
    (region) => {
      expect(places({ ...example, region } as Bucket)).toEqual(["bucket-without-region at example-media.region"]);
    },
  );

  it("is told that it has no region, or which word is none", () => {
    const what = (region: unknown) => findings({ ...example, region } as Bucket)[0]?.what;
    expect([undefined, "Frankfurt", 5].map(what)).toEqual([
      "it has no region.",
      '"Frankfurt" is no region of AWS.',
      "5 is no region of AWS.",
    ]);
  });

  it.each([-5, 0, NaN, Infinity])("can't grow by %p %% a week", (growth) => {
    const wrong = { ...example, weeklyGrowth: percent(growth) };
    expect(places(wrong)).toEqual(["growth-out-of-range at example-media.weeklyGrowth"]);
  });

  it("is named once: a second one would take the place of the first", () => {
    expect(places(example, { ...example, region: "eu-west-1" })).toEqual(["duplicate-resource at example-media.name"]);
  });
});

describe("a region of AWS", () => {
  it.each(["eu-central-1", "us-east-1", "ap-southeast-4", "il-central-1", "me-south-1"])("is %s", (region) => {
    expect(isAwsRegion(region)).toBe(true);
  });
});
