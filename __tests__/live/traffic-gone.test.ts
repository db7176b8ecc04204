/**
 * What the value of “requests no longer arrive” is in situations that its threshold must tell apart, by the real
 * promtool.
 */
import { describe, expect, it } from "@jest/globals";
import { httpAlerts } from "../../alerts/http/alerts";
import { print } from "../../promql/print";
import { http } from "../../signals/http";
import { httpSignals } from "../../signals/http-rules";
import { shopApi } from "../../system/shop";
import { platform } from "../../system/teams";
import { testRules } from "../support/live/promtool";

const target = { job: "red-shop-api", port: "red" };
/** The value as if the rate that is usual were not recorded, for promtool would evaluate its rule eight days long. */
const value = print(httpAlerts(shopApi, target, platform).trafficGone.value).replaceAll(
  `${http.usual.rate.name}{service="shop-api"}`,
  `(${httpSignals(shopApi)
    .flatMap(({ series }) => series)
    .flatMap(({ metric, expr }) => (metric.name === http.usual.rate.name ? print(expr) : []))
    .join("")})`,
);

const day = 24 * 60;
const week = 7 * day;
const hour = 60;

/** Requests per second, minute by minute, in promtool's notation: `10x5` is six times 10, `_x5` five times nothing. */
const stretch = (minutes: number, rate: number | "nothing") =>
  rate === "nothing" ? `_x${minutes}` : `${rate}x${minutes - 1}`;

/** What promtool has against the value being `expected`, or absent, after so many minutes of such traffic: nothing. */
const complaint = (traffic: readonly string[], minutes: number, expected: number | undefined, scraped: 0 | 1 = 1) =>
  testRules(
    {
      // No rule is evaluated; but samples are only there until the evaluation before the question.
      evaluation_interval: "10m",
      tests: [
        {
          interval: "1m",
          input_series: [
            {
              series: `${http.requests.rate.name}{service="shop-api",endpoint="/",method="GET",params="none"}`,
              values: traffic.join(" "),
            },
            { series: `${http.usual.arriving.name}{service="shop-api"}`, values: traffic.join(" ") },
            { series: 'up{job="red-shop-api",port="red",pod="red-shop-api-0"}', values: `${scraped}x${minutes}` },
          ],
          promql_expr_test: [
            {
              expr: value,
              eval_time: `${minutes}m`,
              exp_samples: expected === undefined ? [] : [{ labels: '{service="shop-api"}', value: expected }],
            },
          ],
        },
      ],
    },
    {},
  );

describe("the value of the alert on traffic that is gone", () => {
  it("is 1 as long as nothing arrives, not only until the silence is the hour before", async () => {
    const outage = [stretch(week + day, 10), stretch(6 * hour, "nothing")];
    for (const minutes of [10, 2 * hour, 5 * hour]) expect(await complaint(outage, week + day + minutes, 1)).toBe("");
  });

  it("is 0 when a batch ends that the same hour a week before did not have", async () => {
    const batch = [stretch(week + day, 0.5), stretch(hour, 10), stretch(hour, 0.5)];
    expect(await complaint(batch, week + day + hour + 30, 0)).toBe("");
  });

  it("has no value, which is healthy, on a day of rest that the week before had too", async () => {
    const rest = [stretch(day, 0), stretch(week - day, 10), stretch(day, 0)];
    expect(await complaint(rest, week + hour * 12, undefined)).toBe("");
  });

  it("is the lost share of what is usual", async () => {
    expect(await complaint([stretch(week + day, 10), stretch(hour, 4)], week + day + 30, 0.6)).toBe("");
  });

  it("judges a young service by the day before, and one that is younger still by the hour before", async () => {
    expect(await complaint([stretch(2 * day, 10), stretch(hour, 1)], 2 * day + 30, 0.9)).toBe("");
    expect(await complaint([stretch(3 * hour, 10), stretch(hour, "nothing")], 3 * hour + 10, 1)).toBe("");
  });

  it("is 0 where little is usual, and where nobody counts", async () => {
    expect(await complaint([stretch(week + day, 0.05), stretch(hour, 0)], week + day + 30, 0)).toBe("");
    expect(await complaint([stretch(week + day, 10), stretch(hour, "nothing")], week + day + 30, 0, 0)).toBe("");
  });

  it("would be told apart: another value is a complaint", async () => {
    expect(await complaint([stretch(week + day, 10), stretch(hour, 4)], week + day + 30, 0.7)).toContain("got:");
  });
});
