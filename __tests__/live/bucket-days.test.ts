/** What is made of the one point a day that AWS has for a bucket, over weeks, by the real promtool. */
import { describe, expect, it } from "@jest/globals";
import { absentMeans } from "../../alerts/alert";
import { bucketAlerts } from "../../alerts/use/bucket";
import { print } from "../../promql/print";
import { s3 } from "../../signals/contracts/s3";
import { recordingGroups } from "../../signals/recording";
import { storage, bucketSignals } from "../../signals/use/bucket";
import { shopMedia } from "../../system/shop";
import { testRules } from "../support/live/promtool";
import { selector } from "../../promql/labels";

const alerts = bucketAlerts(shopMedia, { job: "use-shop-media", port: "http" });
const rules = { use: { groups: recordingGroups("use-shop-media", bucketSignals(shopMedia)) } };

const gibi = 2 ** 30;
/** Rules are evaluated, and samples are there, every half hour: promtool takes its time, and a day is a plateau. */
const samplesADay = 48;

/** What AWS publishes of a storage type, day by day, in GiB; `undefined` on a day that it leaves out. */
type Published = readonly (number | undefined)[];

/** What the exporter says on each day: the newest point of the three days before, and where there is none, NaN. */
const exported = (published: Published): string[] =>
  published.map((_, day) => {
    const newest = published.slice(Math.max(0, day - 3), day).findLast((gibibytes) => gibibytes !== undefined);
    return newest === undefined ? "NaN" : String(newest * gibi);
  });

interface Input {
  readonly series: string;
  readonly values: string;
}

const input = (
  type: string,
  values: readonly string[],
  pod = "use-shop-media-1",
  { name }: typeof s3.size = s3.size,
): Input => ({
  series: `${name}${selector({
    job: "use-shop-media",
    pod,
    resource: "shop-media",
    dimension_BucketName: "example-media",
    dimension_StorageType: type,
    region: "eu-central-1",
  })}`,
  values: values.map((value) => new Array(samplesADay).fill(value).join(" ")).join(" "),
});

const ofType = (type: string, published: Published, pod?: string) => input(type, exported(published), pod);
const standard = (published: Published) => [ofType("StandardStorage", published)];
/** So many as if each were a GiB large. */
const objects = (values: readonly string[]) => input("AllStorageTypes", values, undefined, s3.objects);

const thirtyDays = Array.from({ length: 30 }, (_, day) => day);
const month = (published: (day: number) => number | undefined): Published => thirtyDays.map(published);

/** By the day, at noon; `undefined` where there is to be no value. */
type Expected = Readonly<Record<number, number | undefined>>;

/** What promtool has against the values of an expression: nothing where all are as expected. */
const complaint = (
  inputs: readonly Input[],
  expr: string,
  labels: Readonly<Record<string, string>>,
  values: Expected,
) =>
  testRules(
    {
      evaluation_interval: "30m",
      fuzzy_compare: true,
      tests: [
        {
          interval: "30m",
          input_series: inputs,
          promql_expr_test: Object.entries(values).map(([day, value]) => ({
            expr,
            eval_time: `${Number(day) * 24 + 12}h`,
            exp_samples: value === undefined ? [] : [{ labels: selector(labels), value }],
          })),
        },
      ],
    },
    rules,
  );

const bucket = { bucket: "example-media", region: "eu-central-1" };
const perAlert = { resource: "shop-media", ...bucket };

/** The size is told in GiB. */
const againstSize = (inputs: readonly Input[], values: Expected) =>
  complaint(inputs, `${storage.size.bytes.name} / ${gibi}`, bucket, values);
const againstGrowth = (inputs: readonly Input[], values: Expected) =>
  complaint(inputs, print(alerts.growth.value), perAlert, values);
const againstShrinkage = (inputs: readonly Input[], values: Expected) =>
  complaint(inputs, print(alerts.shrinkage.value), perAlert, values);

/** From one storage type to another, all of it on one day. */
const moved = [
  ofType(
    "StandardStorage",
    month((day) => (day < 15 ? 100 : undefined)),
  ),
  ofType(
    "GlacierStorage",
    month((day) => (day < 15 ? undefined : 100)),
  ),
];
const half = month((day) => (day < 15 ? 100 : 150));
const deleted = standard(month((day) => (day < 15 ? 100 : 70)));

describe("the size of a bucket", () => {
  it("is the sum over its storage types, whichever pod says it, in steps of a day", async () => {
    const types = [
      ofType("StandardStorage", [100, 100, 110, 110]),
      ofType("StandardIAStorage", [50, 50, 50, 60]),
      // A rollout: for a while both pods say the same.
      ofType("StandardStorage", [100, 100, 110, 110], "use-shop-media-2"),
    ];
    expect(await againstSize(types, { 1: 150, 2: 150, 3: 160 })).toBe("");
  });

  it("stays what it was on a day that AWS leaves out, and is gone, not zero, after three of them", async () => {
    const published = [100, undefined, undefined, undefined, undefined, 120, 120];
    expect(await againstSize(standard(published), { 1: 100, 2: 100, 3: 100, 4: undefined, 6: 120 })).toBe("");
  });

  it("is not there before AWS published any", async () => {
    expect(await againstSize(standard([undefined, undefined, 1, 1]), { 1: undefined, 2: undefined, 3: 1 })).toBe("");
  });
});

describe("the alert on growth", () => {
  it("is 0 where nothing grows, and where a week is like the week before", async () => {
    expect(await againstGrowth(standard(month(() => 100)), { 12: 0, 20: 0, 29: 0 })).toBe("");
    expect(await againstGrowth(standard(month((day) => 1000 + 20 * day)), { 20: 0, 29: 0 })).toBe("");
  });

  it("is the share by which a bucket grew beyond the usual, for about a week", async () => {
    const more = [...standard(half), objects(exported(half))];
    expect(await againstGrowth(more, { 15: 0, 16: 0.5, 19: 0.5, 21: 0.5, 23: 0 })).toBe("");
  });

  it("takes three days to be it where the number of objects stays", async () => {
    const larger = [...standard(half), objects(exported(month(() => 100)))];
    expect(await againstGrowth(larger, { 15: 0, 16: 0, 18: 0, 19: 0.5, 21: 0.5, 23: 0 })).toBe("");
  });

  it("is the same though AWS leaves out two days, or the exporter is away for one", async () => {
    const gaps = month((day) => ([10, 11, 17, 18].includes(day) ? undefined : day < 15 ? 100 : 150));
    expect(await againstGrowth(standard(gaps), { 14: 0, 19: 0.5 })).toBe("");
    const away = exported(half).map((value, day) => (day === 18 ? "_" : value));
    const all = [input("StandardStorage", away), objects(away)];
    expect(await againstGrowth(all, { 18: 0.5, 19: 0.5 })).toBe("");
  });

  it("has no value, which is healthy, for a bucket without a past, and is 0 while a new one fills up", async () => {
    const filling = standard(month((day) => 20 * (day + 1)));
    expect(await againstGrowth(filling, { 3: undefined, 8: undefined, 13: 0, 20: 0 })).toBe("");
    expect(absentMeans(alerts.growth)).toBe("healthy");
  });

  it("does not take for it what moves to another storage type, and is counted twice for days", async () => {
    expect(await againstSize(moved, { 15: 100, 16: 200, 17: 200, 18: 100 })).toBe("");
    const all = [...moved, objects(exported(month(() => 100)))];
    expect(await againstGrowth(all, { 16: 0, 17: 0, 18: 0 })).toBe("");
  });
});

describe("the alert on shrinkage", () => {
  it("is the share that was lost, until the smaller size is a week old", async () => {
    expect(await againstShrinkage(deleted, { 15: 0, 16: 0.3, 22: 0.3, 24: 0 })).toBe("");
  });

  it("is 0 where a day is left out", async () => {
    const gaps = standard(month((day) => ([16, 17].includes(day) ? undefined : 100)));
    expect(await againstShrinkage(gaps, { 17: 0, 18: 0, 19: 0 })).toBe("");
  });

  it("would be told apart: another value is a complaint", async () => {
    expect(await againstShrinkage(deleted, { 16: 0.2 })).toContain("got:");
  });
});

describe("the alert on a missing size", () => {
  const found: Input = {
    series: `${s3.found.name}{job="use-shop-media",resource="shop-media"}`,
    values: `0x${30 * samplesADay}`,
  };
  const againstMissing = (inputs: readonly Input[], values: Expected) =>
    complaint(inputs, print(alerts.sizeMissing.value), {}, values);

  it("is 1 while AWS knows a bucket and no size of it, and 0 on a day that it leaves out", async () => {
    const published = [undefined, undefined, 100, undefined, 100, undefined, undefined, undefined, undefined];
    expect(await againstMissing([found, ...standard(published)], { 1: 1, 3: 0, 4: 0, 7: 0, 8: 1 })).toBe("");
  });
});
