import { describe, expect, it } from "@jest/globals";
import { judge } from "../../benchmark/judge";
import type { Scenario } from "../../scenarios/scenario";
import type { Heard } from "../../simulation/heard";
import { hours, minutes, percent } from "../../units/quantities";
import { alert, clock, due, heard } from "./support";

/** For half an hour from 60 minutes on half of the shop's requests fail. */
const failing: Scenario = {
  name: "example",
  title: "What the test says.",
  family: "errors-fast",
  begins: { weekday: "monday", hour: 10 },
  lasts: hours(3),
  faults: [{ kind: "errors", of: "shop-api", share: percent(50), from: minutes(60), until: minutes(90) }],
  due: [due("page", 20)],
};

const judged = (of: Heard, scenario: Partial<Scenario> = {}) =>
  judge(of, { pack: "ours", scenario: { ...failing, ...scenario }, seed: 1, clock });

const shop = { service: "shop-api" };

describe("how often somebody is woken", () => {
  it("is once for what is sent as one, and again for what ended and comes back", () => {
    const sentAsOne = [alert("page", shop, [64, 95]), alert("page", { ...shop }, [66, 80])];
    expect(judged(heard(...sentAsOne))).toMatchObject({ pages: 1, mostPages: 1, tickets: 0, again: 0 });
    expect(judged(heard(alert("page", shop, [64, 70], [85, 95])))).toMatchObject({ pages: 2, mostPages: 2, again: 1 });
  });

  it("is once for each team that is hit", () => {
    const both = heard(alert("page", shop, [64, 95]), alert("page", { service: "mes-api" }, [64, 95]));
    expect(judged(both)).toMatchObject({ pages: 2, mostPages: 1, strayPages: 1 });
    expect(judged(heard(alert("page", shop, [64, 95])))).toMatchObject({ pages: 1, strayPages: 0 });
  });

  it("counts from the first fault on, or from the beginning where that is older", () => {
    const at = (scenario: Partial<Scenario>) => judged(heard(alert("page", shop, [64])), scenario).dues[0]?.toldAfter;
    expect(at({})).toEqual(minutes(4.5));
    expect(at({ faults: failing.faults.map((fault) => ({ ...fault, from: hours(-5) })) })).toEqual(minutes(64.5));
  });

  it("is about something else where a ticket would have done, or before the fault that it is about", () => {
    const page = heard(alert("page", shop, [64, 95]));
    const later = { ...due("page", 20), since: minutes(85) };
    expect(judged(page, { due: [due("ticket", 20)] })).toMatchObject({ pages: 1, strayPages: 1 });
    expect(judged(page, { due: [later] })).toMatchObject({ pages: 1, strayPages: 1 });
    expect(judged(page, { due: [due("page", 20), later] })).toMatchObject({ pages: 1, strayPages: 0 });
  });

  it("counts what is due of a later fault from that one on", () => {
    const later = { ...due("page", 20), since: minutes(85) };
    const [first, second] = judged(heard(alert("page", shop, [64, 66], [90])), { due: [due("page", 20), later] }).dues;
    expect([first?.toldAfter, second?.toldAfter]).toEqual([minutes(4.5), minutes(5.5)]);
  });

  it("is never for tickets, which are counted apart", () => {
    expect(judged(heard(alert("ticket", shop, [64, 95])))).toMatchObject({ pages: 0, tickets: 1 });
  });
});

describe("the end of a fault", () => {
  const minutesAfter = (of: Heard, scenario: Partial<Scenario> = {}) => {
    const { resolvedAfter } = judged(of, scenario);
    return resolvedAfter && resolvedAfter.milliseconds / 60_000;
  };

  it("is known when the last alert that told of it is over", () => {
    expect(minutesAfter(heard(alert("page", shop, [64, 97]), alert("page", { ...shop }, [66, 112])))).toBe(22);
    expect(minutesAfter(heard(alert("page", shop, [64, 80])))).toBe(0);
  });

  it("is not known where it is still told, where nobody was told, and where there is none", () => {
    expect(minutesAfter(heard(alert("page", shop, [64])))).toBeUndefined();
    expect(judged(heard(alert("page", shop, [64]))).goesOn).toBe(true);
    expect(judged(heard(alert("page", shop, [64, 97]))).goesOn).toBe(false);
    expect(minutesAfter(heard())).toBeUndefined();
    const endless = { faults: failing.faults.map((fault) => ({ ...fault, until: hours(3) })) };
    expect(minutesAfter(heard(alert("page", shop, [64, 80])), endless)).toBeUndefined();
  });
});

describe("a quiet day", () => {
  it("has nothing due, and all of its time counts", () => {
    const quiet = judged(heard(alert("ticket", shop, [10, 20])), { family: "quiet", due: "nothing" });
    expect(quiet).toMatchObject({ dues: [], quietFor: hours(3), pages: 0, tickets: 1 });
  });
});
