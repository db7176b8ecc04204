/** When a service's page tells of a resource, and that resource's own pages are silent: by the real promtool. */
import { describe, expect, it, jest } from "@jest/globals";
import type { AlertRule } from "../../alerts/alert";
import { askedOf } from "../../alerts/alert";
import { rulesOf } from "../../alerts/levels";
import { whole, wholeOf } from "../../alerts/part";
import { databaseAlerts } from "../../alerts/use/database";
import { toldBy, toldSignals } from "../../alerts/told-by-service";
import type { Stretch } from "../../alerts/stories/course";
import { gauge } from "../../alerts/stories/course";
import { shaped } from "../../alerts/stories/series";
import { allEndpoints } from "../../model/http-service";
import { print } from "../../promql/print";
import { http } from "../../signals/http";
import { recordingGroups } from "../../signals/recording";
import { resourceAlarm, toldByService } from "../../signals/resource-alarm";
import { db } from "../../signals/use/database";
import { shopApi, shopDatabase } from "../../system/shop";
import { hours, minutes } from "../../units/quantities";
import type { Expectation } from "../support/live/expectations";
import { complaintOf } from "../support/live/expectations";

jest.setTimeout(60_000);

const part = wholeOf(shopDatabase, [shopApi]);
const groups = recordingGroups("use-shop-db", toldSignals([part]));
const complaint = complaintOf({ told: { groups } }, "1m");

/** Ill between two minutes. */
const ill = (from: number, to = Infinity): readonly Stretch[] => [
  { for: { milliseconds: from * 60_000 }, at: 0.2 },
  { for: { milliseconds: (Math.min(to, 3_000) - from) * 60_000 }, at: 2 },
  { for: hours(50), at: 0.2 },
];

interface Courses {
  readonly service: readonly Stretch[];
  /** Of the database's alerts that wake somebody. */
  readonly database: readonly Stretch[];
  readonly other?: readonly Stretch[];
  /** Of the service's objectives, where it is not they that make it ill. */
  readonly objectives?: readonly Stretch[];
}

/** What promtool has against it that the shop's page tells of its database at some minutes, and not at others. */
const against = (
  { service, database, other = ill(3_000), objectives = service }: Courses,
  at: Record<number, boolean>,
) =>
  complaint(
    [
      shaped(http.alarm.ratio, { service: "shop-api" }, gauge(service, minutes(1))),
      shaped(http.availability.page, { service: "shop-api", endpoint: allEndpoints }, gauge(objectives, minutes(1))),
      shaped(http.alarm.ratio, { service: "mes-api" }, gauge(other, minutes(1))),
      // A ticket may have been open for days: it is nothing that the service is ill of.
      shaped(resourceAlarm.ratio, { resource: "shop-db", part: whole }, gauge(ill(0), minutes(1))),
      shaped(resourceAlarm.page, { resource: "shop-db", part: whole }, gauge(database, minutes(1))),
    ],
    ...Object.entries(at).map(([minute, tells]) => ({
      expr: print(toldBy(part).expr),
      at: Number(minute),
      samples: tells ? [[{}, 2] as const] : [],
    })),
  );

describe("a service that pages", () => {
  it("tells of a resource that fell ill with it, until a quarter of an hour after it is well: so long its page goes on", async () => {
    const courses = { service: ill(60, 300), database: ill(60) };
    expect(await against(courses, { 59: false, 62: true, 299: true, 312: true, 317: false })).toBe("");
  });

  it("tells of a resource all the time where it is about its level, and never above for long", async () => {
    const about = Array.from({ length: 12 }, (): Stretch[] => [
      { for: minutes(5), at: 2 },
      { for: minutes(5), at: 0.8 },
    ]).flat();
    const hovers = [{ for: minutes(60), at: 0.2 }, ...about, { for: hours(40), at: 0.2 }];
    const told = [62, 68, 100, 108, 140, 148, 178].map((minute) => [minute, true] as const);
    expect(await against({ service: hovers, database: ill(60) }, Object.fromEntries(told))).toBe("");
  });

  it("tells of nothing any more where it is no objective's page that goes on", async () => {
    const courses = { service: ill(60, 61), objectives: ill(3_000), database: ill(60) };
    expect(await against(courses, { 60: true, 62: false, 70: false })).toBe("");
  });

  it("tells of one that it felt before any alert on it stood, or within the time that it takes to feel it", async () => {
    expect(await against({ service: ill(60), database: ill(115) }, { 61: true, 200: true })).toBe("");
    expect(await against({ service: ill(78), database: ill(60) }, { 77: false, 80: true, 200: true })).toBe("");
  });

  it("is ill of something else where it was for more than an hour before", async () => {
    expect(await against({ service: ill(60), database: ill(125) }, { 119: true, 126: false, 700: false })).toBe("");
  });

  it("takes nothing over that somebody was woken for before it felt anything", async () => {
    expect(await against({ service: ill(90), database: ill(65) }, { 91: false, 200: false })).toBe("");
    expect(await against({ service: ill(90), database: ill(75) }, { 92: true, 200: true })).toBe("");
  });

  it("is not held against it of what it was ill on another day", async () => {
    const yesterday = [...ill(0, 90).slice(0, 2), ...ill(1_620)];
    expect(await against({ service: yesterday, database: ill(1_700) }, { 1_710: true })).toBe("");
  });

  it("tells of nothing that others feel", async () => {
    expect(await against({ service: ill(3_000), other: ill(60), database: ill(60) }, { 90: false })).toBe("");
  });
});

describe("a page on a cause", () => {
  const alerts = databaseAlerts(
    shopDatabase,
    { postgres: { job: "postgres", port: "http" }, cloudwatch: { job: "cloudwatch", port: "http" } },
    [shopApi],
  );
  const [ticket, page] = rulesOf([alerts.reachable]);
  const asks = (rule: AlertRule | undefined, at: number, answered: boolean): Expectation => ({
    expr: rule ? `count(${print(askedOf(rule))}) by (db_instance)` : "",
    at,
    samples: answered ? [[{ db_instance: shopDatabase.name }, 1]] : [],
  });

  it("is silent exactly while the page of a service tells of it; the ticket is not", async () => {
    const unreachable = shaped(db.reachable.up, { db_instance: "shop-db" }, gauge([{ for: minutes(60), at: 0 }]));
    const tells: Stretch[] = [
      { for: minutes(20), is: "absent" },
      { for: minutes(20), at: 80 },
      { for: minutes(20), is: "ended" },
    ];
    const telling = shaped(
      toldByService.ratio,
      { resource: "shop-db", part: whole, services: "shop-api" },
      gauge(tells),
    );
    expect(
      await complaintOf({})(
        [unreachable, telling],
        ...[5, 15, 45].map((at) => asks(page, at, true)),
        ...[21, 39].map((at) => asks(page, at, false)),
        ...[5, 25, 45].map((at) => asks(ticket, at, true)),
      ),
    ).toBe("");
  });
});
