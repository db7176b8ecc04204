/**
 * What the values of the alerts on a database are in situations that their thresholds must tell apart, by the real
 * promtool.
 */
import { describe, expect, it } from "@jest/globals";
import { thresholdOf } from "../../alerts/alert";
import type { Levelled } from "../../alerts/levels";
import { rulesOf } from "../../alerts/levels";
import { databaseAlerts } from "../../alerts/use/database";
import { print } from "../../promql/print";
import { postgres } from "../../signals/contracts/postgres";
import { rds } from "../../signals/contracts/rds";
import { recordingGroups } from "../../signals/recording";
import { databaseSlice } from "../../slices/use/database";
import { shopApi, shopDatabase } from "../../system/shop";
import { days, gibibytes, inSeconds, mebibytes } from "../../units/quantities";
import { testRules } from "../support/live/promtool";
import { selector } from "../../promql/labels";

const targets = {
  postgres: { job: "use-shop-db-postgres", port: "http" },
  cloudwatch: { job: "use-shop-db-cloudwatch", port: "http" },
};
const alerts = databaseAlerts(shopDatabase, targets, [shopApi]);
const { signals } = databaseSlice({ database: shopDatabase, targets, dependents: [shopApi] });
const rules = {
  use: { groups: recordingGroups("use-shop-db", signals).map((group) => ({ ...group, interval: "10m" })) },
};

const [hour, day] = [60, 24 * 60];
const gibi = gibibytes(1).bytes;
const mebi = mebibytes(1).bytes;

interface Series {
  readonly series: string;
  readonly values: string;
}

/** Minute by minute, in promtool's notation: from a value, by so much a minute. */
const line = (minutes: number, from: number, perMinute = 0) =>
  `${Math.round(from)}${perMinute < 0 ? "-" : "+"}${Math.round(Math.abs(perMinute))}x${minutes - 1}`;
const notANumber = (minutes: number) => new Array(minutes).fill("NaN").join(" ");

const cloudwatch = ({ name }: (typeof rds)["cpu"], ...values: readonly string[]): Series => ({
  series: `${name}${selector({ job: targets.cloudwatch.job, resource: "shop-db" })}`,
  values: values.join(" "),
});

const server = (metric: { readonly name: string }, labels: Record<string, string>, ...values: readonly string[]) => ({
  series: `${metric.name}${selector({ job: targets.postgres.job, db_instance: "shop-db", ...labels })}`,
  values: values.join(" "),
});

interface Sample {
  readonly labels: string;
  readonly value: number;
}

/** What promtool has against the answer to a query after so many minutes each: nothing where it is as expected. */
const answer = (expr: string, series: readonly Series[], minutes: readonly number[], expected: readonly Sample[]) =>
  testRules(
    {
      evaluation_interval: "10m",
      tests: [
        {
          interval: "1m",
          input_series: series,
          promql_expr_test: minutes.map((at) => ({ expr, eval_time: `${at}m`, exp_samples: expected })),
        },
      ],
    },
    rules,
  );

const ofDatabase = (value: number): Sample => ({ labels: '{db_instance="shop-db"}', value });
const mildest = (alert: Levelled) => ("ticket" in alert ? alert.ticket : alert);

/** The same against the value of an alert, or its absence. */
const complaint = (
  alert: Levelled,
  series: readonly Series[],
  minutes: number,
  ...expected: readonly (number | Sample)[]
) =>
  answer(
    // Without the name of the series, and without the noise of binary fractions.
    `round(${print(mildest(alert).value)}, 0.0001)`,
    series,
    [minutes],
    expected.map((sample) => (typeof sample === "number" ? ofDatabase(sample) : sample)),
  );

/** The same against an alert that fires below something not firing. */
const quiet = (alert: Levelled, series: readonly Series[], minutes: readonly number[]) => {
  const { value, fires } = mildest(alert);
  return answer(`${print(value)} < bool ${thresholdOf(fires)}`, series, minutes, [ofDatabase(0)]);
};

describe("memory that runs short", () => {
  const used = (share: number, minutes: number) =>
    cloudwatch(rds.freeableMemory, line(minutes, (1 - share) * 8 * gibi));

  it("has no value where CloudWatch has no point", async () => {
    const nothing = [rds.freeableMemory, rds.swap].map((metric) => cloudwatch(metric, notANumber(2 * hour)));
    expect(await complaint(alerts.memory, nothing, hour)).toBe("");
  });

  it("counts the fuller one of two instances that carry one tag", async () => {
    const other = { ...used(0.99, 3 * hour), series: `${rds.freeableMemory.name}{resource="shop-db",name="green"}` };
    const both = [used(0.5, 3 * hour), other, cloudwatch(rds.swap, line(3 * hour, 0, 2 * mebi))];
    expect(await complaint(alerts.memory, both, 2 * hour, 99)).toBe("");
  });
});

describe("the time until the storage is full", () => {
  const month = inSeconds(days(30));
  const [ticket, page] = rulesOf([alerts.storageTime]).map(({ fires }) => thresholdOf(fires));
  type Stretch = readonly [minutes: number, usedGibi: number, mebiAMinute?: number];
  /** Of 200 GiB, so much is used at first, and then so much more a minute. */
  const storage = (...stretches: readonly Stretch[]) => [
    cloudwatch(
      rds.freeStorage,
      ...stretches.map(([minutes, from, perMinute = 0]) => line(minutes, (200 - from) * gibi, -perMinute * mebi)),
    ),
  ];
  /** What promtool has against the time, in minutes. */
  const isIn = (minutes: number, history: readonly Series[], at: number) =>
    complaint(alerts.storageTime, history, at, minutes * 60);

  it("is a month as long as nothing grows", async () => {
    expect(await complaint(alerts.storageTime, storage([3 * day, 190]), 3 * day - 10, month)).toBe("");
  });

  it("is how long data that grows evenly takes: a ticket from four days on", async () => {
    // After two days 22.5 GiB more are used; 27.5 GiB at 8 MiB a minute are 58 hours and 40 minutes.
    const minutes = (27.5 * 1024) / 8;
    expect(await isIn(minutes, storage([3 * day, 150, 8]), 2 * day)).toBe("");
    expect(minutes * 60).toBeLessThan(ticket ?? 0);
    expect(minutes * 60).toBeGreaterThan(page ?? 0);
  });

  it("is short where a job runs wild: a page", async () => {
    // After two hours 18.75 GiB more are used; 31.25 GiB at 160 MiB a minute are 200 minutes.
    const wild = storage([2 * day, 150], [3 * hour, 150, 160]);
    expect(await isIn(200, wild, 2 * day + 2 * hour)).toBe("");
    expect(200 * 60).toBeLessThan(page ?? 0);
  });

  it.each([
    [90, 160],
    [4 * hour, 60],
    [12 * hour, 20],
  ])("is nobody's task where %d minutes are written and then deleted, by turns", async (minutes, mebiAMinute) => {
    const high = 145 + (minutes * mebiAMinute) / 1024;
    const pair: readonly Stretch[] = [
      [minutes, 145, mebiAMinute],
      [minutes, high, -mebiAMinute],
    ];
    const turns = storage(...Array.from({ length: Math.ceil((3 * day) / (2 * minutes)) }, () => pair).flat());
    const moments = Array.from({ length: 24 }, (_, at) => 2 * day + at * 50);
    expect(await quiet(alerts.storageTime, turns, moments)).toBe("");
  });
});

describe("replication lag", () => {
  it("has no value, which is healthy, without replica", async () => {
    expect(await complaint(alerts.replicationLag, [server(postgres.up, {}, line(hour, 1))], 30)).toBe("");
  });

  it("would be told apart: another value is a complaint", async () => {
    const slot = server(postgres.slotLag, { slot_name: "replica" }, line(hour, gibi));
    expect(await complaint(alerts.replicationLag, [slot], 30, 2 * gibi)).toContain("got:");
  });
});
