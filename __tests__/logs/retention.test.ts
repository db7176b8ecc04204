import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import { staging } from "../../environments/staging";
import { checkLifecycle, checkSnapshots } from "../../logs/check-retention";
import { isQuartz } from "../../logs/quartz";
import type { LifecyclePolicy } from "../../logs/retention";
import { lifecycleOf } from "../../logs/retention";
import type { SnapshotPolicy, SnapshotRepository } from "../../logs/snapshots";
import { snapshotsOf } from "../../logs/snapshots";
import { days, gibibytes } from "../../units/quantities";

const shop = { name: "shop-api" };
const lifecycle = lifecycleOf(shop, production);

describe("the life of an index", () => {
  it("is hot, then warm, then over, once there is a snapshot of it", () => {
    expect(lifecycle).toEqual({
      name: "log-shop-api",
      hot: { rollover: { maxAge: days(1), maxPrimaryShardSize: gibibytes(50) }, priority: 100 },
      warm: { minAge: days(7), priority: 50, segments: 1 },
      delete: { minAge: days(30), waitForSnapshot: "logs-daily" },
    });
  });

  it("is hot to its end where there are no other nodes", () => {
    expect(lifecycleOf(shop, staging)).not.toHaveProperty("warm");
  });

  it("waits for nothing where there are no snapshots", () => {
    expect(lifecycleOf(shop, local).delete).toEqual({ minAge: days(2) });
  });

  it.each([local, staging, production])("is one in every environment", (environment) => {
    expect(checkLifecycle(lifecycleOf(shop, environment))).toEqual([]);
  });
});

describe("a lifecycle policy", () => {
  const places = (changes: Partial<LifecyclePolicy>) =>
    checkLifecycle({ ...lifecycle, ...changes }).map(({ id, where }) => `${id} at ${where}`);

  it.each(["", "Log-shop", "log shop", "log,shop", "-shop", "_shop", "a".repeat(256)])("is not called %p", (name) => {
    expect(places({ name })).toHaveLength(1);
    expect(places({ name })[0]).toMatch(/^policy-name-malformed at lifecycle .*\.name$/);
  });

  it("rolls over at a size that is one", () => {
    const { rollover } = lifecycle.hot;
    expect(places({ hot: { priority: 100, rollover: { ...rollover, maxPrimaryShardSize: gibibytes(0) } } })).toEqual([
      "lifecycle-without-rollover at lifecycle log-shop-api.hot.rollover.maxPrimaryShardSize",
    ]);
  });

  it.each([0, 1.5, -1])("merges no shard to %p segments", (segments) => {
    expect(places({ warm: { minAge: days(7), priority: 50, segments } })).toEqual([
      "lifecycle-segments-out-of-range at lifecycle log-shop-api.warm.segments",
    ]);
  });

  it("is told with reason and remedy", () => {
    const { rollover } = lifecycle.hot;
    expect(
      checkLifecycle({
        ...lifecycle,
        hot: { priority: 100, rollover: { ...rollover, maxPrimaryShardSize: gibibytes(0) } },
      }),
    ).toMatchObject([
      {
        what: "0 bytes are reached before anything is written.",
        why: expect.stringContaining("never deleted") as unknown,
        fix: "maxPrimaryShardSize: gibibytes(50)",
      },
    ]);
  });
});

describe("snapshots", () => {
  const snapshots = snapshotsOf(production);
  if (!snapshots) throw new Error("production takes no snapshots");
  const places = (policy: Partial<SnapshotPolicy>, repository: Partial<SnapshotRepository> = {}) =>
    checkSnapshots({
      repository: { ...snapshots.repository, ...repository },
      policy: { ...snapshots.policy, ...policy },
    }).map(({ id, where }) => `${id} at ${where}`);

  it("hold what is logged and what people saved in Kibana, and no state that Terraform makes", () => {
    expect(snapshots).toEqual({
      repository: { name: "logs", bucket: "example-shop-production-log-snapshots" },
      policy: {
        name: "logs-daily",
        repository: "logs",
        schedule: "0 0 2 * * ?",
        snapshotName: "<logs-{now/d}>",
        indices: ["logs-*-production"],
        includeGlobalState: false,
        featureStates: ["kibana"],
        expireAfter: days(90),
        minCount: 7,
        maxCount: 180,
      },
    });
    expect(checkSnapshots(snapshots)).toEqual([]);
  });

  it("are not there where nobody asks for them", () => {
    expect(snapshotsOf(local)).toBeUndefined();
  });

  it("keep no more of the newest than there are days", () => {
    const elk = { ...production.elk, snapshots: { bucket: "example", keepFor: days(2) } };
    expect(snapshotsOf({ ...production, elk })?.policy).toMatchObject({ minCount: 2, maxCount: 4 });
  });

  it("are taken at a time that Elasticsearch knows", () => {
    expect(places({ schedule: "every day" })).toEqual(["snapshot-schedule-malformed at snapshots logs-daily.schedule"]);
  });

  it("have names that Elasticsearch takes, as have the policy and the repository", () => {
    for (const snapshotName of ["Logs", "logs daily", "logs,daily", "logs#1"])
      expect(places({ snapshotName })).toEqual(["snapshot-name-malformed at snapshots logs-daily.snapshotName"]);
    expect(places({ name: "Logs" })).toEqual(["policy-name-malformed at snapshots Logs.name"]);
    expect(places({ repository: "My Logs" }, { name: "My Logs" })).toEqual([
      "policy-name-malformed at repository My Logs.name",
    ]);
  });

  it("go to a repository that is there", () => {
    expect(places({ repository: "other" })).toEqual(["snapshot-repository-unknown at snapshots logs-daily.repository"]);
  });

  it.each([
    [8, 7],
    [0, 7],
    [1, 1.5],
    [Number.NaN, 7],
  ])("are not at least %p and at most %p", (minCount, maxCount) => {
    expect(places({ minCount, maxCount })).toEqual(["snapshot-counts-out-of-order at snapshots logs-daily.minCount"]);
  });
});

describe("a schedule of Quartz", () => {
  it.each([
    "0 0 2 * * ?",
    "0 30 1 ? * MON-FRI",
    "0 0/15 * * * ?",
    "0 0 12 1,15 * ?",
    "0 0 12 L * ?",
    "0 0 12 ? * 6#3",
    "0 0 12 ? JAN-MAR 2L",
    "0 5 9 * * ? 2026-2030",
    "0 0-5/2 * LW 1 ?",
  ])("is %p", (text) => {
    expect(isQuartz(text)).toBe(true);
  });

  it.each([
    "",
    "every day",
    "30m",
    "0 2 * * *",
    "0 2 * * ?",
    "60 0 2 * * ?",
    "0 0 24 * * ?",
    "0 0 2 32 * ?",
    "0 0 2 0 * ?",
    "0 0 2 * 13 ?",
    "0 0 2 ? * 8",
    "0 0 2 * * *",
    "0 0 2 ? * ?",
    "0 0 2 1 * MON",
    "0 0 2 * * ? 26",
    "0 0/0 2 * * ?",
    "0 0 2,, * * ?",
    "0  0 2 * * ?",
    "0 0 2 * mon ?",
    "0 *-5 2 * * ?",
  ])("is not %p", (text) => {
    expect(isQuartz(text)).toBe(false);
  });

  it("is any number within its part's, and none beyond", () => {
    const part = (at: number, value: number) =>
      ["0", "0", "2", "?", "*", "2"].map((one, other) => (at === other ? String(value) : one)).join(" ");
    const range = fc.constantFrom([0, 0, 59] as const, [1, 0, 59] as const, [2, 0, 23] as const, [5, 1, 7] as const);
    fc.assert(
      fc.property(range, fc.integer({ min: 0, max: 200 }), ([at, from, to], value) => {
        expect(isQuartz(part(at, value))).toBe(value >= from && value <= to);
      }),
      { seed: 20_261_129 },
    );
  });
});
