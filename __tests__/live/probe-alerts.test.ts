/**
 * What the values of the alerts on probes are in situations that their thresholds must tell apart, by the real
 * promtool.
 */
import { describe, expect, it } from "@jest/globals";
import type { AlertRule } from "../../alerts/alert";
import { probeAlerts } from "../../alerts/http/probe";
import { print } from "../../promql/print";
import { probes } from "../../signals/contracts/blackbox";
import { http } from "../../signals/http";
import { probeSignals } from "../../signals/probe";
import { recordingGroups } from "../../signals/recording";
import { shopApi } from "../../system/shop";
import { platform } from "../../system/teams";
import { testRules } from "../support/live/promtool";
import { selector } from "../../promql/labels";
import type { Labels } from "../../promql/labels";

const places = { owner: platform, names: ["cluster", "elsewhere"] };
const alerts = probeAlerts(shopApi, { job: "red-shop-api", port: "red" }, places);
const rules = { probes: { groups: recordingGroups("red-shop-api", probeSignals(shopApi)) } };

/** A sample every 30 s for so many minutes, in promtool's notation; then nothing, as when an exporter is gone. */
const lasting = (minutes: number, value: number) => `${value}x${2 * minutes - 1}`;
const gone = (minutes: number) => `stale _x${2 * minutes - 2}`;
const minutes = 90;
const always = (value: number) => lasting(minutes, value);

interface Situation {
  /** Samples of `probe_success` by place. @default no exporter there */
  readonly success: Readonly<Record<string, string>>;
  /** Of the moment at which the certificate expires, in seconds from the beginning. @default no TLS */
  readonly expiry?: Readonly<Record<string, string>>;
  /** Requests per second that arrive, and that are usual. @default 10 of 10 */
  readonly requests?: readonly [now: number, usual: number];
  /** Whether the collector that counts them can be scraped. @default it can */
  readonly collector?: 0 | 1;
  /** Minutes from the beginning. @default after all of them */
  readonly at?: number;
}

const probed = (metric: string, samples: Readonly<Record<string, string>> = {}) =>
  Object.entries(samples).map(([place, values]) => ({
    series: `${metric}${selector({
      job: `probe-${place}`,
      instance: "https://shop.example.com/healthz",
      namespace: "monitoring",
      service: "shop-api",
      place,
    })}`,
    values,
  }));

/** What promtool has against an alert having these values, by label, in a situation: nothing. */
const complaint = (
  { value }: AlertRule,
  { success, expiry, requests = [10, 10], collector = 1, at = minutes }: Situation,
  expected: readonly (readonly [Labels, number])[],
) => {
  const [now, usual] = requests;
  const endpoint = selector({ service: "shop-api", endpoint: "/", method: "GET", params: "none" });
  return testRules(
    {
      evaluation_interval: "30s",
      tests: [
        {
          interval: "30s",
          input_series: [
            ...probed(probes.success.name, success),
            ...probed(probes.certificateExpiry.name, expiry),
            { series: `${http.requests.rate.name}${endpoint}`, values: always(now) },
            { series: `${http.usual.rate.name}{service="shop-api"}`, values: always(usual) },
            { series: 'up{job="red-shop-api",port="red",pod="red-shop-api-0"}', values: always(collector) },
          ],
          promql_expr_test: [
            {
              expr: print(value),
              eval_time: `${60 * at}s`,
              exp_samples: expected.map(([labels, number]) => ({ labels: selector(labels), value: number })),
            },
          ],
        },
      ],
    },
    rules,
  );
};

const works = always(1);
const fails = always(0);

describe("the value of the alert on clients that cannot reach a service", () => {
  const failing = (situation: Situation, expected: number) =>
    complaint(alerts.failing, situation, [[{ service: "shop-api" }, expected]]);

  it.each<[string, Situation, number]>([
    ["nothing fails", { success: { cluster: works, elsewhere: works } }, 0],
    ["both places fail", { success: { cluster: fails, elsewhere: fails } }, 2],
    ["one fails while the usual requests arrive", { success: { cluster: works, elsewhere: fails } }, 1],
    ["one fails and half of them are missing", { success: { cluster: works, elsewhere: fails }, requests: [5, 10] }, 2],
    ["one fails and few of them are missing", { success: { cluster: works, elsewhere: fails }, requests: [6, 10] }, 1],
    ["both fail and nothing arrives", { success: { cluster: fails, elsewhere: fails }, requests: [0, 10] }, 3],
    [
      "nothing arrives, and both places get answers",
      { success: { cluster: works, elsewhere: works }, requests: [0, 10] },
      0,
    ],
    ["the only place fails", { success: { cluster: fails } }, 1],
    ["the only place fails and nothing arrives", { success: { cluster: fails }, requests: [0, 10] }, 2],
    ["one of three fails", { success: { cluster: works, elsewhere: works, third: fails } }, 1],
    ["two of three fail", { success: { cluster: works, elsewhere: fails, third: fails } }, 2],
    [
      "one fails at night, when hardly anybody comes",
      { success: { cluster: works, elsewhere: fails }, requests: [0, 0.05] },
      1,
    ],
    [
      "one fails and nobody counts requests",
      { success: { cluster: works, elsewhere: fails }, requests: [0, 10], collector: 0 },
      1,
    ],
  ])("where %s is as many as there are witnesses", async (_, situation, expected) => {
    expect(await failing(situation, expected)).toBe("");
  });

  it("counts a place whose exporter is gone as none that fails", async () => {
    const lost = `${lasting(60, 1)} ${gone(30)}`;
    expect(await failing({ success: { cluster: works, elsewhere: lost } }, 0)).toBe("");
    expect(await failing({ success: { cluster: fails, elsewhere: lost } }, 1)).toBe("");
    expect(await failing({ success: { cluster: fails, elsewhere: lost }, requests: [1, 10] }, 2)).toBe("");
    expect(await complaint(alerts.failing, { success: { cluster: lost, elsewhere: lost } }, [])).toBe("");
  });

  it("rises with the third failed probe, and not for a lost one", async () => {
    const outage = `${lasting(60, 1)} ${lasting(30, 0)}`;
    const everywhere = { cluster: outage, elsewhere: outage };
    expect(await failing({ success: everywhere, at: 60.5 }, 0)).toBe("");
    expect(await failing({ success: everywhere, at: 61 }, 2)).toBe("");
    const hiccup = `${lasting(60, 1)} 0 ${lasting(29, 1)}`;
    for (const at of [60, 60.5, 61, 62])
      expect(await failing({ success: { cluster: hiccup, elsewhere: hiccup }, at }, 0)).toBe("");
  });

  it("would be told apart: another value is a complaint", async () => {
    expect(await failing({ success: { cluster: fails, elsewhere: fails } }, 1)).toContain("got:");
  });
});

describe("the value of the alert on one place that cannot reach a service", () => {
  const partial = (success: Situation["success"], expected: Readonly<Record<string, number>>) =>
    complaint(
      alerts.partial,
      { success },
      Object.entries(expected).map(([place, value]) => [{ service: "shop-api", place }, value]),
    );

  it("is the share of its probes that fail, while others get answers or there are no others", async () => {
    expect(await partial({ cluster: works, elsewhere: fails }, { cluster: 0, elsewhere: 1 })).toBe("");
    expect(await partial({ cluster: fails }, { cluster: 1 })).toBe("");
  });

  it("is 0 where both fail: that is the other alert's", async () => {
    expect(await partial({ cluster: fails, elsewhere: fails }, { cluster: 0, elsewhere: 0 })).toBe("");
  });
});

describe("the value of the alert on a certificate", () => {
  const { certificate } = alerts;
  const alert = "ticket" in certificate ? certificate.ticket : certificate;
  const day = 86_400;
  const at = (seconds: number) => lasting(60, seconds);
  const expires = (expiry: Situation["expiry"], expected: number | undefined, moment = 60) =>
    complaint(
      alert,
      { success: { cluster: works }, ...(expiry && { expiry }), at: moment },
      expected === undefined ? [] : [[{ service: "shop-api" }, expected]],
    );

  it("is how long the first one is still good, from whichever place it is seen", async () => {
    expect(await expires({ cluster: at(90 * day), elsewhere: at(20 * day) }, 20 * day - 3600)).toBe("");
  });

  it("goes on, below zero, for the hour after it was last seen", async () => {
    const expired = { cluster: `${lasting(60, 3600)} ${gone(30)}` };
    expect(await expires(expired, -1200, 80)).toBe("");
  });

  it("is none without TLS", async () => {
    expect(await expires(undefined, undefined)).toBe("");
  });
});

describe("the value of the alert on places that do not report", () => {
  const absent = (success: Situation["success"], expected: Readonly<Record<string, number>>) =>
    complaint(
      alerts.absent,
      { success },
      Object.entries(expected).map(([place, value]) => [{ place }, value]),
    );

  it("is 1 for a place that reports, whatever it reports, and 0 for one that does not", async () => {
    expect(await absent({ cluster: works, elsewhere: fails }, { cluster: 1, elsewhere: 1 })).toBe("");
    expect(
      await absent({ cluster: works, elsewhere: `${lasting(80, 1)} ${gone(10)}` }, { cluster: 1, elsewhere: 0 }),
    ).toBe("");
    expect(await absent({}, { cluster: 0, elsewhere: 0 })).toBe("");
  });
});
