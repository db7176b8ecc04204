import { describe, expect, it } from "@jest/globals";
import type { Fault } from "../../../scenarios/fault";
import type { Labels } from "../../../promql/labels";
import { minutes, percent } from "../../../units/quantities";
import { chance, countedBetween, played as playedWhole, seriesOf } from "./support";

const calls = "traces_span_metrics_calls_total";
const within = "traces_span_metrics_duration_seconds_bucket";
const played = (faults: readonly Fault[], ...names: string[]) => playedWhole(faults, [calls, ...names]);

const healthy = playedWhole([], [calls, within, ...["sum", "count"].map((of) => within.replace("bucket", of))]);
const requests = (all: typeof healthy, labels: Labels, from = 30, to = 90) =>
  countedBetween(seriesOf(all, calls, labels), from, to);

const shop = { service: "shop-api" };
const failed = (of: Labels) => ({ ...of, http_status_code: "500" });
/** Of the requests between two minutes, the share that fails, and the share that is slower. */
const failing = (all: typeof healthy, of: Labels, from = 30, to = 90) =>
  requests(all, failed(of), from, to) / requests(all, of, from, to);
const slowerThan = (le: string, all: typeof healthy, of: Labels, from = 30, to = 90) => {
  const quick = countedBetween(seriesOf(all, within, { ...of, le }), from, to);
  return 1 - quick / requests(all, of, from, to);
};

const from = minutes(30);
const until = minutes(90);

describe("a healthy evening", () => {
  it("brings the shop some twenty requests a second, the production control about seven, and the CRM hardly any", () => {
    const perSecond = (service: string) => requests(healthy, { service }, 0, 120) / 7200;
    expect(perSecond("shop-api")).toBeGreaterThan(15);
    expect(perSecond("shop-api")).toBeLessThan(22);
    expect(perSecond("mes-api")).toBeGreaterThan(5);
    expect(perSecond("mes-api")).toBeLessThan(9);
    expect(perSecond("crm-api")).toBeLessThan(1);
  });

  it("is bursty: from minute to minute requests differ far more than chance alone would have it", () => {
    const shares = Array.from({ length: 60 }, (_, minute) => {
      const counted = requests(healthy, shop, minute, minute + 1);
      // Against its neighbourhood, so that the evening's own rise and fall is no burst.
      const usual = requests(healthy, shop, minute - 15, minute + 16) / 31;
      return (counted - usual) ** 2 / usual;
    });
    // The variance as a share of Poisson's, of which 60 minutes would have less than 2.
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThan(10);
  });

  it("divides the requests of a route among its methods, and leaves none of them out", () => {
    const [changed, paid] = ["/api/cart/items/{itemId}", "/api/checkout/{checkoutId}/payment"].map((endpoint) =>
      requests(healthy, { ...shop, endpoint }, 0, 120),
    );
    // Both weigh 3; the one is patched and deleted, the other posted.
    expect(Math.abs((changed ?? 0) - (paid ?? 0))).toBeLessThan(chance(2 * (paid ?? 0)));
  });

  it("has failures, two in ten thousand, and hardly anybody who waits too long", () => {
    const all = requests(healthy, shop, 0, 120);
    expect(Math.abs(requests(healthy, failed(shop), 0, 120) - 0.0002 * all)).toBeLessThan(chance(0.0002 * all));
    expect(slowerThan("0.5", healthy, shop)).toBeLessThan(0.02);
    expect(slowerThan("2.5", healthy, { service: "mes-api" })).toBeLessThan(0.03);
  });

  it("has buckets that hold no more than the next, and a sum that goes with them", () => {
    const buckets = ["0.25", "0.5", "1.0", "2.5", "+Inf"].map((le) =>
      countedBetween(seriesOf(healthy, within, { ...shop, le }), 0, 120),
    );
    expect(buckets).toEqual([...buckets].sort((a, b) => a - b));
    const count = countedBetween(seriesOf(healthy, "traces_span_metrics_duration_seconds_count", shop), 0, 120);
    expect(buckets.at(-1)).toBe(count);
    expect(requests(healthy, shop, 0, 120)).toBe(count);
    const seconds = countedBetween(seriesOf(healthy, "traces_span_metrics_duration_seconds_sum", shop), 0, 120);
    expect(seconds / count).toBeGreaterThan(0.05);
    expect(seconds / count).toBeLessThan(0.2);
  });
});

describe("what breaks in a service", () => {
  it("fails as many of its requests as the scenario says, while it says so", () => {
    const all = played([{ kind: "errors", of: "shop-api", share: percent(20), from, until }]);
    const during = requests(all, shop);
    expect(Math.abs(requests(all, failed(shop)) - 0.2 * during)).toBeLessThan(chance(0.2 * during));
    expect(failing(all, shop, 0, 29)).toBeLessThan(0.002);
    expect(failing(all, shop, 91, 120)).toBeLessThan(0.002);
    expect(failing(all, { service: "mes-api" })).toBeLessThan(0.002);
  });

  it("grows evenly where it is a ramp", () => {
    const all = played([{ kind: "errors", of: "shop-api", share: percent(40), from, until, shape: "ramp" }]);
    for (const [minute, share] of [
      [35, 0.033],
      [60, 0.2],
      [85, 0.367],
    ] as const)
      expect(failing(all, shop, minute - 3, minute + 3)).toBeCloseTo(share, 1);
  });

  it("leaves other routes alone where it is one of them", () => {
    const route = "/api/checkout";
    const all = played(
      [
        { kind: "errors", of: "shop-api", route, share: percent(60), from, until },
        { kind: "slow", of: "shop-api", route, times: 12, from, until },
      ],
      within,
    );
    expect(failing(all, { ...shop, endpoint: route })).toBeCloseTo(0.6, 1);
    expect(slowerThan("1.0", all, { ...shop, endpoint: route })).toBeGreaterThan(0.9);
    expect(failing(all, { ...shop, endpoint: "/api/catalog" })).toBeLessThan(0.003);
    expect(slowerThan("1.0", all, { ...shop, endpoint: "/api/catalog" })).toBeLessThan(0.01);
  });

  it("slows down the share of requests that it says", () => {
    const all = played([{ kind: "slow", of: "shop-api", times: 40, share: percent(30), from, until }], within);
    expect(slowerThan("0.5", all, shop)).toBeCloseTo(0.3, 1);
  });

  it("takes its requests away, or brings more", () => {
    const usual = requests(healthy, shop);
    const ratio = (fault: Fault) => requests(played([fault]), shop) / usual;
    expect(ratio({ kind: "traffic", of: "shop-api", times: 0, from, until })).toBeLessThan(0.02);
    expect(ratio({ kind: "traffic", of: "shop-api", times: 3, from, until })).toBeCloseTo(3, 1);
    expect(ratio({ kind: "ingress", of: "shop-api", lost: percent(100), from, until })).toBeLessThan(0.02);
  });

  it("is asked for again where clients are impatient", () => {
    const faults: Fault[] = [{ kind: "errors", of: "shop-api", share: percent(50), from, until }];
    const patient = requests(played(faults), shop);
    const impatient = requests(
      played([...faults, { kind: "retries", of: "shop-api", perFailure: 2, from, until }]),
      shop,
    );
    expect(impatient / patient).toBeCloseTo(2, 1);
  });
});

describe("the collectors", () => {
  it("count all requests between them, also when one of them is down", () => {
    const all = played([{ kind: "exporter-down", job: "red-shop-api", targets: 1, from, until }]);
    const ratio = requests(all, shop) / requests(healthy, shop);
    expect(ratio).toBeCloseTo(1, 1);
    const [first, second] = ["red-shop-api-0", "red-shop-api-1"].map((instance) =>
      requests(all, { ...shop, instance }, 32, 88),
    );
    expect(first).toBe(0);
    expect(second).toBeGreaterThan(0);
  });
});
