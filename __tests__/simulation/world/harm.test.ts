import { describe, expect, it } from "@jest/globals";
import type { Fault } from "../../../scenarios/fault";
import type { Labels } from "../../../promql/labels";
import { gibibytes, minutes, percent } from "../../../units/quantities";
import { countedBetween, played, seriesOf, valueAt } from "./support";

const from = minutes(30);
const until = minutes(90);

/**
 * Of a service's requests while the fault is there, the share that fails, and the share that takes longer than so many
 * seconds.
 */
function whileThere(faults: readonly Fault[], labels: Labels, le: string) {
  const [calls, within] = ["traces_span_metrics_calls_total", "traces_span_metrics_duration_seconds_bucket"] as const;
  const all = played(faults, [calls, within]);
  const count = (name: string, of: Labels) => countedBetween(seriesOf(all, name, of), 35, 85);
  const requests = count(calls, labels);
  return {
    failing: count(calls, { ...labels, http_status_code: "500" }) / requests,
    slow: 1 - count(within, { ...labels, le }) / requests,
  };
}

const shop = (...faults: Fault[]) => whileThere(faults, { service: "shop-api" }, "0.5");
const mes = (...faults: Fault[]) => whileThere(faults, { service: "mes-api" }, "0.25");
const crm = (...faults: Fault[]) => whileThere(faults, { service: "crm-api" }, "1.0");

describe("a fault of a resource", () => {
  it("that nobody can connect to a database fails nearly all of the service in front, and none of another", () => {
    const gone: Fault = { kind: "database-unreachable", of: "shop-db", from, until };
    expect(shop(gone).failing).toBeCloseTo(0.95, 1);
    expect(mes(gone).failing).toBeLessThan(0.003);
  });

  it("that a database is full stops it", () => {
    const all = played([{ kind: "database-storage", of: "shop-db", to: percent(100), from, until }], ["pg_up"]);
    const [up] = seriesOf(all, "pg_up");
    expect([20, 60].map((minute) => up && valueAt(up, minute))).toEqual([1, 0]);
  });

  it("that connections run out fails some, and lets others wait", () => {
    const { failing, slow } = shop({ kind: "database-connections", of: "shop-db", to: percent(100), from, until });
    expect(failing).toBeCloseTo(0.3, 1);
    expect(slow).toBeGreaterThan(0.15);
    expect(shop({ kind: "database-connections", of: "shop-db", to: percent(85), from, until }).failing).toBeLessThan(
      0.003,
    );
  });

  it("that writers wait for a lock slows down those that write, and nobody else", () => {
    const locked: Fault = { kind: "database-locks", of: "shop-db", sessions: 40, from, until };
    const of = (endpoint: string) => whileThere([locked], { service: "shop-api", endpoint }, "1.0").slow;
    expect(of("/api/checkout")).toBeGreaterThan(0.95);
    expect(of("/api/catalog")).toBeLessThan(0.01);
  });

  it("that a broker blocks, or is gone, fails whatever publishes", () => {
    for (const fault of [
      { kind: "broker-memory", of: "rabbitmq", to: percent(102), from, until },
      { kind: "broker-unreachable", of: "rabbitmq", from, until },
    ] as const)
      for (const [service, endpoint] of [
        ["shop-api", "/api/checkout"],
        ["crm-api", "/api/deals/{dealId}/stage"],
      ] as const)
        expect(whileThere([fault], { service, endpoint }, "1.0").failing).toBeGreaterThan(0.7);
    expect(crm({ kind: "broker-memory", of: "rabbitmq", to: percent(95), from, until }).failing).toBeLessThan(0.02);
  });

  it("that pods have too little CPU slows down the service that runs in them", () => {
    expect(mes({ kind: "pod-cpu", of: "mes-api", to: percent(160), from, until }).slow).toBeGreaterThan(0.5);
    expect(mes({ kind: "pod-cpu", of: "mes-api", to: percent(76), from, until }).slow).toBeLessThan(0.15);
  });

  it("that pods crash loses some of what they work on", () => {
    const one = mes({ kind: "pod-crashes", of: "mes-api", every: minutes(5), pods: 1, from, until }).failing;
    const all = mes({ kind: "pod-crashes", of: "mes-api", every: minutes(2), from, until }).failing;
    expect(one).toBeGreaterThan(0.005);
    expect(all).toBeGreaterThan(4 * one);
  });

  it("that memory runs short, and is swapped, slows down nobody before it is all but gone", () => {
    const short = (to: number): Fault => ({
      kind: "database-memory",
      of: "shop-db",
      to: percent(to),
      swapPerHour: gibibytes(1),
      from,
      until,
    });
    expect(shop(short(93)).slow).toBeLessThan(0.02);
    expect(shop(short(99)).slow).toBeGreaterThan(0.05);
  });
});
