/** Who is told when the collectors that count a service's requests do not answer, by the real promtool. */
import { describe, expect, it } from "@jest/globals";
import { httpAlerts } from "../../alerts/http/alerts";
import { rulesOf } from "../../alerts/levels";
import { http } from "../../signals/http";
import { shopApi } from "../../system/shop";
import { platform } from "../../system/teams";
import type { Expectation } from "../support/live/expectations";
import { complaintOf, firing } from "../support/live/expectations";
import { ended, level } from "../support/live/pod-stories";

const rules = rulesOf([httpAlerts(shopApi, { job: "red-shop-api", port: "red" }, platform).exporterAbsent]);
const complaint = complaintOf({});

/** All is well for so long. */
const start = 30;
const well = level(start, 1);
const then = (values: string) => `${well} ${values}`;
const answers = then(level(30, 1));
const fails = then(level(30, 0));
const gone = then(ended(30));

const collectors = (...all: readonly string[]) => [
  { series: `${http.errorBudget.ratio.name}{service="shop-api"}`, values: answers },
  ...all.map((values, n) => ({ series: `up{job="red-shop-api",port="red",pod="red-shop-api-${n}"}`, values })),
];

/** That exactly alerts of these severities fire, so many minutes after something happened. */
const told = (minutes: number, ...severities: readonly string[]): Expectation[] =>
  rules.map((rule) => ({
    expr: firing(rule),
    at: start + minutes,
    samples: severities.includes(rule.severity) ? [[{}, 1]] : [],
  }));

describe("collectors that do not answer", () => {
  it("are a ticket after ten minutes while another counts: a node that is lost wakes nobody", async () => {
    for (const series of [collectors(answers, fails), collectors(fails, answers, answers)])
      expect(await complaint(series, ...told(9), ...told(11, "ticket"), ...told(29, "ticket"))).toBe("");
  });

  it("are a page after five minutes where nobody counts, or Prometheus knows of none", async () => {
    for (const series of [collectors(fails, fails), collectors(gone, gone)])
      expect(await complaint(series, ...told(4), ...told(6, "page"), ...told(16, "page", "ticket"))).toBe("");
  });

  it("are a page too where they answer and nothing is recorded", async () => {
    const [recorded, ...all] = collectors(answers, answers);
    const series = [{ series: recorded?.series ?? "", values: gone }, ...all];
    expect(await complaint(series, ...told(4), ...told(6, "page"))).toBe("");
  });

  it("are nothing where all of them answer, or one is taken away", async () => {
    for (const series of [collectors(answers, answers), collectors(answers, gone)])
      expect(await complaint(series, ...told(0), ...told(16), ...told(29))).toBe("");
  });
});
