/**
 * What objectives come to in front of the real promtool: from spans as they are counted, through the rules as deployed.
 */
import { describe, expect, it, jest } from "@jest/globals";
import type { Severity } from "../../alerts/alert";
import { burnSignal } from "../../alerts/http/burn";
import type { Requests } from "../../alerts/http/stories/requests";
import { anyEndpoint, requestsTo } from "../../alerts/http/stories/requests";
import type { InputSeries } from "../../alerts/stories/series";
import { shaped } from "../../alerts/stories/series";
import { allEndpoints } from "../../model/http-service";
import { testRules } from "../support/live/promtool";
import { scrapeInterval } from "../../environments/scrape";
import { selector } from "../../promql/labels";
import type { Metric } from "../../promql/metric";
import { print } from "../../promql/print";
import { http } from "../../signals/http";
import { httpSignals } from "../../signals/http-rules";
import { objectiveSignals } from "../../signals/objectives";
import { recordingGroups } from "../../signals/recording";
import { shopApi } from "../../system/shop";
import type { Duration } from "../../units/quantities";
import { hours, inSeconds, minutes } from "../../units/quantities";
import type { Expectation } from "../support/live/expectations";
import { complaintOf } from "../support/live/expectations";

jest.setTimeout(60_000);

/** By which failures are judged; slow requests are counted by the same rules. */
const judging = [http.requests, http.errorRatio, http.availability].map(({ id }) => id as string);
const signals = [...httpSignals(shopApi), ...objectiveSignals(shopApi), burnSignal(shopApi, "availability")];
const complaint = complaintOf({
  red: {
    groups: recordingGroups(
      "red-shop-api",
      signals.filter(({ id }) => judging.includes(id)),
    ),
  },
});

const everywhere = (...stretches: Requests[]) => requestsTo(shopApi, anyEndpoint(shopApi), stretches);
const checkout = "/api/checkout";

const of = (endpoint: string) => ({ service: shopApi.name, endpoint });
const levels = { page: http.availability.page.name, ticket: http.availability.ticket.name };

/** Whether an objective's alert stands, so many minutes from the beginning. */
const stands = (severity: Severity, at: number, yes: boolean, endpoint: string = allEndpoints): Expectation => ({
  expr: `${levels[severity]}${selector(of(endpoint))} > bool 1`,
  at,
  samples: [[of(endpoint), Number(yes)]],
});

/** From when on, in minutes of a fault, it stands. */
const standsFrom = (severity: Severity, begin: number, after: number) => [
  stands(severity, begin + after - 0.5, false),
  stands(severity, begin + after, true),
];

describe("failures at an objective of 99.9 %", () => {
  const begin = 6 * 60;
  const failing = (share: number, lasts = hours(0.5)) =>
    everywhere({ for: hours(6), perSecond: 20 }, { for: lasts, perSecond: 20, failing: share });

  it.each([
    ["every fifth does", 0.2, 4.5],
    ["every twentieth does", 0.05, 17.5],
  ])("wake somebody within minutes where %s", async (_, share, after) => {
    expect(await complaint(failing(share), ...standsFrom("page", begin, after))).toBe("");
  });

  /** Nobody counts for a while after so many stretches. */
  const unseenAfter = (stretches: number, unseen: Duration, given: readonly InputSeries[]) =>
    given.map(({ values, ...series }) => {
      const gap = `_x${unseen.milliseconds / scrapeInterval.milliseconds}`;
      return { ...series, values: values.split(" ").toSpliced(stretches, 0, gap).join(" ") };
    });

  it("wake somebody as soon where nobody counted for a while just before", async () => {
    const unseen = minutes(5);
    const given = unseenAfter(1, unseen, failing(0.05));
    expect(await complaint(given, stands("page", begin + inSeconds(unseen) / 60 + 17.5, true))).toBe("");
  });

  it("wake nobody for half a minute of which a month may have eighty, and within minutes where it goes on", async () => {
    const given = everywhere(
      { for: hours(6), perSecond: 20 },
      { for: minutes(0.5), perSecond: 20, failing: 1 },
      { for: minutes(79.5), perSecond: 20 },
      { for: minutes(15), perSecond: 20, failing: 1 },
    );
    const blip = [1, 2, 3, 4, 5, 6, 20].map((after) => stands("page", begin + after, false));
    expect(await complaint(given, ...blip, ...standsFrom("page", begin + 80, 1))).toBe("");
  });

  it("wake nobody for half a minute after which nobody counted for a while", async () => {
    const given = everywhere(
      { for: hours(6), perSecond: 20 },
      { for: minutes(0.5), perSecond: 20, failing: 1 },
      { for: minutes(1), perSecond: 20 },
      { for: minutes(20), perSecond: 20 },
    );
    const minutesAfter = [1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 10];
    expect(
      await complaint(
        unseenAfter(3, minutes(4), given),
        ...minutesAfter.map((after) => stands("page", begin + after, false)),
      ),
    ).toBe("");
  });

  it("are a task where one in two hundred fails for hours, and wake nobody: too slow for that", async () => {
    const hoursLater = [1, 2, 3, 4, 5, 6].map((after) => begin + 60 * after);
    expect(
      await complaint(
        failing(0.005, hours(6)),
        ...hoursLater.map((at) => stands("page", at, false)),
        stands("ticket", begin + 6 * 60, true),
      ),
    ).toBe("");
  });
});

describe("where hardly anybody calls, seven times in six hours", () => {
  const asked = (bad: boolean): Requests[] => [
    { for: minutes(0.5), perSecond: 1 / 30, failing: Number(bad) },
    { for: minutes(54.5), perSecond: 0 },
  ];
  const lastOf = (times: number, failing: number) =>
    everywhere(...Array.from({ length: times }, (_, at) => asked(at >= times - failing)).flat());

  it("one failure is nobody's business, four within six hours wake somebody", async () => {
    const given = lastOf(8, 4);
    const failure = (nth: number) => (3 + nth) * 55 + 5;
    expect(
      await complaint(
        given,
        stands("page", failure(1), false),
        stands("ticket", failure(1), false),
        stands("page", failure(3), false),
        stands("page", failure(4) + 5, true),
      ),
    ).toBe("");
  });
});

describe("a route with an objective of its own", () => {
  it("wakes somebody where it fails behind a service that keeps its promise", async () => {
    const given = [
      ...everywhere({ for: hours(3.5), perSecond: 40 }),
      ...requestsTo(shopApi, checkout, [
        { for: hours(2), perSecond: 0.5 },
        { for: hours(1.5), perSecond: 0.5, failing: 0.04 },
      ]),
    ];
    expect(await complaint(given, stands("page", 205, true, checkout), stands("page", 205, false))).toBe("");
  });

  it("wakes somebody where it fails when it is called for the first time: the service has been seen for long", async () => {
    const called = requestsTo(shopApi, checkout, [{ for: minutes(20), perSecond: 0.5, failing: 0.04 }]);
    const later = called.map(({ values, ...series }) => ({ ...series, values: `_x360 ${values}` }));
    const given = [...everywhere({ for: hours(3.5), perSecond: 40 }), ...later];
    expect(await complaint(given, stands("page", 195, true, checkout))).toBe("");
  });
});

describe("what is left of a budget", () => {
  const left = objectiveSignals(shopApi).find(({ id }) => id === http.budgetLeft.id)?.series[0];

  /** As counted hour by hour, in promtool's notation: so many hours of so many requests, or of none. */
  const counted = (metric: Metric, ...stretches: readonly (readonly [hours: number, each: number | undefined])[]) =>
    shaped(
      metric,
      of(allEndpoints),
      stretches.map(([hours, each]) => (each === undefined ? `_x${hours}` : `${each}x${hours - 1}`)).join(" "),
    );

  const complaintOfLeft = (share: number, at: Duration, ...input_series: readonly InputSeries[]) => {
    const exp_samples = [{ labels: selector({ ...of(allEndpoints), objective: "availability" }), value: share }];
    const asked = {
      expr: `round(${left ? print(left.expr) : ""}, 0.001)`,
      eval_time: `${inSeconds(at)}s`,
      exp_samples,
    };
    const test = { interval: "1h", input_series, promql_expr_test: [asked] };
    return testRules({ evaluation_interval: "1h", tests: [test] }, {});
  };

  const { hourly, count } = http.errorRatio;
  const period = 28 * 24;
  const end = hours(period);

  it("is half where half of what may fail did", async () => {
    expect(
      await complaintOfLeft(0.5, end, counted(hourly, [period + 1, 100_000]), counted(count["1h"], [period + 1, 50])),
    ).toBe("");
  });

  it("is less than nothing after two hours of failing altogether: in four weeks 40 min may", async () => {
    const failures = counted(count["1h"], [period - 1, 0], [2, 100_000]);
    expect(await complaintOfLeft(-1.976, end, counted(hourly, [period + 1, 100_000]), failures)).toBe("");
  });

  it("counts a night's failures as the few requests that they were", async () => {
    const night = [8, 1000] as const;
    const [requests, failures] = [
      counted(hourly, night, [period - 7, 100_000]),
      counted(count["1h"], night, [period - 7, 0]),
    ];
    expect(await complaintOfLeft(0.895, end, requests, failures)).toBe("");
  });

  it("takes hours that were not counted for good: a gap, and what is older than the service", async () => {
    const week = period / 4;
    const withGap = (each: number) =>
      [
        [week + 1, each],
        [2 * week, undefined],
        [week, each],
      ] as const;
    const gap = [counted(hourly, ...withGap(100_000)), counted(count["1h"], ...withGap(100))];
    expect(await complaintOfLeft(0.5, end, ...gap)).toBe("");
    const young = [counted(hourly, [48, 100_000]), counted(count["1h"], [48, 100])];
    expect(await complaintOfLeft(0.929, hours(47), ...young)).toBe("");
  });
});
