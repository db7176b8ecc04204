/** What the values of the alerts on a database are in situations that their thresholds must tell apart, by the real promtool. */
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
import { shopDatabase } from "../../system/shop";
import { days, gibibytes, inSeconds, mebibytes } from "../../units/quantities";
import { testRules } from "../../engines/run/promtool";
import { selector } from "../../promql/labels";

const targets = {
  postgres: { job: "use-shop-db-postgres", port: "http" },
  cloudwatch: { job: "use-shop-db-cloudwatch", port: "http" },
};
const alerts = databaseAlerts(shopDatabase, targets);
const { signals } = databaseSlice({ database: shopDatabase, targets });
const rules = { use: { groups: [{ ...recordingGroups("use-shop-db", signals), interval: "10m" }] } };

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
const missing = (minutes: number) => `_x${minutes}`;
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

  it("is 0 as long as swap stands still, however much is in use", async () => {
    const quiet = [used(0.9375, 3 * hour), cloudwatch(rds.swap, line(3 * hour, 200 * mebi))];
    expect(await complaint(alerts.memory, quiet, 2 * hour, 0)).toBe("");
  });

  it("is what is in use while swap grows", async () => {
    const swapping = [used(0.9375, 3 * hour), cloudwatch(rds.swap, line(3 * hour, 200 * mebi, 2 * mebi))];
    expect(await complaint(alerts.memory, swapping, 2 * hour, 93.75)).toBe("");
  });

  it("is 0 for what drips into swap, 60 MiB an hour", async () => {
    const dripping = [used(0.9375, 3 * hour), cloudwatch(rds.swap, line(3 * hour, 0, mebi))];
    expect(await complaint(alerts.memory, dripping, 2 * hour, 0)).toBe("");
  });

  it("is 0 again an hour after swap stopped growing", async () => {
    const grown = cloudwatch(rds.swap, line(hour, 0, 4 * mebi), line(3 * hour, 240 * mebi));
    const calm = [used(0.9375, 4 * hour), grown];
    expect(await complaint(alerts.memory, calm, hour + 20, 93.75)).toBe("");
    expect(await complaint(alerts.memory, calm, 2 * hour + 10, 0)).toBe("");
  });

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

  it("is nobody's task after a step, however large: two ranges agree on none", async () => {
    const step = storage([2 * day, 130], [day, 160]);
    const later = [10, 20, 40, 3 * hour, 5 * hour, 8 * hour, 20 * hour].map((minutes) => 2 * day + minutes);
    expect(await quiet(alerts.storageTime, step, later)).toBe("");
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

  it("is a month below 70 % in use, whatever is written", async () => {
    const early = storage([2 * day, 100], [3 * hour, 100, 160]);
    expect(await complaint(alerts.storageTime, early, 2 * day + 2 * hour, month)).toBe("");
  });

  it("is known of a young database after two hours, if it is hours", async () => {
    const young = storage([4 * hour, 150, 160]);
    expect(await complaint(alerts.storageTime, young, hour, month)).toBe("");
    expect(await isIn(200, young, 2 * hour)).toBe("");
  });
});

describe("blocks that are no longer found in memory", () => {
  /** Blocks a minute that are found, and that are not. */
  const blocks = (...stretches: readonly (readonly [minutes: number, found: number, read: number])[]) => {
    const sums = (which: 1 | 2) => {
      let from = 0;
      return stretches.map((stretch) => {
        const [minutes, perMinute] = [stretch[0], stretch[which]];
        const values = line(minutes, from, perMinute);
        from += minutes * perMinute;
        return values;
      });
    };
    return [
      server(postgres.blocksFound, { datname: "shop", datid: "16384" }, ...sums(1)),
      server(postgres.blocksRead, { datname: "shop", datid: "16384" }, ...sums(2)),
    ];
  };

  it("are the share that was lost against the day before", async () => {
    const lost = blocks([2 * day, 99_000, 1_000], [hour, 79_000, 21_000]);
    expect(await complaint(alerts.cacheHits, lost, 2 * day + 30, 0.2)).toBe("");
  });

  it("are none where it was never better", async () => {
    expect(await complaint(alerts.cacheHits, blocks([2 * day, 80_000, 20_000]), 2 * day - 10, 0)).toBe("");
  });

  it("are none where hardly anything is read: a quiet night", async () => {
    const night = blocks([2 * day, 99_000, 1_000], [hour, 800, 200]);
    expect(await complaint(alerts.cacheHits, night, 2 * day + 30, 0)).toBe("");
  });

  it("are unknown, which is healthy, of a database that was made just now", async () => {
    expect(await complaint(alerts.cacheHits, blocks([20, 80_000, 20_000]), 20)).toBe("");
  });
});

describe("connections in use", () => {
  const sessions = (count: number, state: string, backend_type = "client backend") =>
    server(
      postgres.sessions,
      { datname: "shop", state, usename: "shop", application_name: "shop-api", backend_type, wait_event_type: "" },
      line(hour, count),
    );

  it("are sessions of clients, whatever they do, of all there can be", async () => {
    const all = [
      server(postgres.maxConnections, {}, line(hour, 200)),
      sessions(90, "active"),
      sessions(80, "idle"),
      sessions(7, "active", "parallel worker"),
    ];
    expect(await complaint(alerts.connections, all, 30, 0.85)).toBe("");
  });

  it("are counted by AWS when the exporter is refused like all others", async () => {
    const refused = [
      server(postgres.maxConnections, {}, line(20, 200), missing(40)),
      cloudwatch(rds.connections, line(hour, 198)),
    ];
    expect(await complaint(alerts.connections, refused, 40, 0.99)).toBe("");
  });
});

describe("values that are what was measured, and cross their thresholds", () => {
  /** What promtool has against an alert being beyond its threshold after so many minutes, 1, or not, 0. */
  const beyond = (alert: Levelled, level: number, series: readonly Series[], minutes: number) => {
    const rule = rulesOf([alert])[level];
    if (!rule) throw new Error("no such level");
    const operator = "above" in rule.fires ? ">" : "<";
    const expr = `${print(rule.value)} ${operator} bool ${thresholdOf(rule.fires)}`;
    return (is: 0 | 1) => answer(expr, series, [minutes], [ofDatabase(is)]);
  };
  const free = (share: number) => [cloudwatch(rds.freeStorage, line(hour, share * 200 * gibi))];
  const ids = (age: number) => [server(postgres.transactionAge, { datname: "shop" }, line(hour, age))];
  const open = (seconds: number) => [server(postgres.oldestTransaction, {}, line(hour, seconds))];
  const deadlocks = (count: number) => [
    server(
      postgres.deadlocks,
      { datname: "shop", datid: "16384" },
      line(hour, 3),
      line(10, 3 + count),
      line(20, 3 + count),
    ),
  ];

  it.each<[string, Levelled, number, number, readonly Series[], readonly Series[]]>([
    ["storage: a ticket above 85 %", alerts.storage, 0, 30, free(0.16), free(0.14)],
    ["storage: a page above 95 %", alerts.storage, 1, 30, free(0.06), free(0.04)],
    ["transaction ids: above half of 2 ^ 31", alerts.transactionIds, 0, 30, ids(1_050_000_000), ids(1_100_000_000)],
    ["the oldest transaction: above an hour", alerts.oldestTransaction, 0, 30, open(3_540), open(3_660)],
    ["deadlocks: above five within an hour", alerts.deadlocks, 0, hour + 20, deadlocks(4), deadlocks(7)],
  ])("%s", async (_, alert, level, minutes, quietSeries, firing) => {
    expect(await beyond(alert, level, quietSeries, minutes)(0)).toBe("");
    expect(await beyond(alert, level, firing, minutes)(1)).toBe("");
  });
});

describe("sessions that wait for locks", () => {
  const session = (wait: string, count: number) =>
    server(postgres.sessions, { datname: "shop", wait_event_type: wait, wait_event: wait }, line(hour, count));

  it("are those, and 0 where there is none", async () => {
    const [busy, waiting] = [session("IO", 4), session("Lock", 7)];
    expect(await complaint(alerts.lockWaits, [busy, waiting], 30, 7)).toBe("");
    expect(await complaint(alerts.lockWaits, [busy], 30, 0)).toBe("");
  });
});

describe("replication lag", () => {
  const replica = server(
    postgres.replicaLag,
    { application_name: "walreceiver", client_addr: "10.0.0.7", slot_name: "42", state: "streaming" },
    line(30, 3 * mebi),
    missing(30),
  );
  const slot = server(
    postgres.slotLag,
    { database: "", slot_name: "replica" },
    line(30, mebi),
    line(30, gibi, 100 * mebi),
  );

  it("is what the replica has not replayed, and what is kept for it when it is gone", async () => {
    expect(await complaint(alerts.replicationLag, [replica, slot], 20, 3 * mebi)).toBe("");
    expect(await complaint(alerts.replicationLag, [replica, slot], 50, gibi + 2_000 * mebi)).toBe("");
  });

  it("has no value, which is healthy, without replica", async () => {
    expect(await complaint(alerts.replicationLag, [server(postgres.up, {}, line(hour, 1))], 30)).toBe("");
  });
});

describe("exporters that measure", () => {
  const up = (job: string, value: number) => ({
    series: `up${selector({ job, port: "http", pod: `${job}-1` })}`,
    values: line(hour, value),
  });
  const scraped = [up(targets.postgres.job, 1), up(targets.cloudwatch.job, 1)];
  const memoryKnown = cloudwatch(rds.freeableMemory, line(hour, gibi));
  const reachable = (value: number) => server(postgres.up, {}, line(hour, value));
  const collected = (collector: string, value: number) => server(postgres.collected, { collector }, line(hour, value));
  const measuring = (postgres: number, cloudwatch: number): Sample[] => [
    { labels: '{exporter="postgres"}', value: postgres },
    { labels: '{exporter="cloudwatch"}', value: cloudwatch },
  ];
  const says = (series: readonly Series[], ...expected: readonly Sample[]) =>
    complaint(alerts.exporterAbsent, series, 30, ...expected);

  it("are both, also of a database that cannot be reached", async () => {
    expect(await says([...scraped, memoryKnown, reachable(0)], ...measuring(1, 1))).toBe("");
  });

  it("are none where nobody runs or answers", async () => {
    expect(await says([], ...measuring(0, 0))).toBe("");
    expect(await says([up(targets.postgres.job, 0), scraped[1] as Series, memoryKnown], ...measuring(0, 1))).toBe("");
  });

  it("are not those that are told nothing", async () => {
    const unread = [reachable(1), collected("stat_database", 1), collected("stat_statements", 0)];
    expect(await says([...scraped, memoryKnown, ...unread], ...measuring(0, 1))).toBe("");
    const noPoint = cloudwatch(rds.freeableMemory, notANumber(hour));
    expect(await says([...scraped, noPoint, reachable(1), collected("stat_database", 1)], ...measuring(1, 0))).toBe("");
  });

  it("would be told apart: another value is a complaint", async () => {
    expect(await says([...scraped, memoryKnown, reachable(1)], ...measuring(1, 0))).toContain("got:");
  });
});
