import { describe, expect, it } from "@jest/globals";
import type { DueVerdict } from "../../benchmark/judge";
import { judge } from "../../benchmark/judge";
import type { Told } from "../../benchmark/told";
import type { Scenario } from "../../scenarios/scenario";
import { hours, minutes, percent } from "../../units/quantities";
import { alert, clock, due, told } from "./support";

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

const judged = (of: Told, scenario: Partial<Scenario> = {}) =>
  judge(of, { pack: "ours", scenario: { ...failing, ...scenario }, seed: 1, clock });

const after = ({ toldAfter, ticketAfter }: DueVerdict = { due: due("page", 1), inTime: false }) => ({
  page: toldAfter && toldAfter.milliseconds / 60_000,
  ticket: ticketAfter && ticketAfter.milliseconds / 60_000,
});

const shop = { service: "shop-api" };

describe("what was due", () => {
  it("is told when the notification leaves, half a minute after the page fires", () => {
    const { dues } = judged(told(alert("page", shop, [64])));
    expect(after(dues[0])).toEqual({ page: 4.5 });
    expect(dues[0]?.inTime).toBe(true);
  });

  it("is told too late after its deadline", () => {
    expect(judged(told(alert("page", shop, [81]))).dues[0]?.inTime).toBe(false);
  });

  it("is not told by a ticket where somebody should have been woken, and by a page where a ticket would have done", () => {
    expect(after(judged(told(alert("ticket", shop, [64]))).dues[0])).toEqual({ ticket: 9 });
    expect(after(judged(told(alert("page", shop, [64])), { due: [due("ticket", 60)] }).dues[0])).toEqual({ page: 4.5 });
  });

  it("is told by no alert on something else, and not by one that fired before the fault", () => {
    expect(after(judged(told(alert("page", { resource: "rabbitmq" }, [64]))).dues[0])).toEqual({});
    expect(after(judged(told(alert("page", shop, [50, 62]))).dues[0])).toEqual({});
    expect(after(judged(told(alert("page", shop, [50, 62], [75]))).dues[0])).toEqual({ page: 15.5 });
  });

  it("is told of the monitoring itself by an alert that is on no service and no resource", () => {
    const ofPlatform: Partial<Scenario> = { due: [{ ...due("page", 20), of: ["platform"] }] };
    const onNothing = {
      ...alert("page", shop, [64]),
      labels: { severity: "page", owner: "platform", alertname: "pages" },
    };
    expect(after(judged(told(onNothing), ofPlatform).dues[0])).toEqual({ page: 4.5 });
    expect(after(judged(told(alert("page", shop, [64])), ofPlatform).dues[0])).toEqual({});
  });

  it("counts from the beginning where the fault is older", () => {
    const older = { faults: failing.faults.map((fault) => ({ ...fault, from: hours(-5) })) };
    expect(after(judged(told(alert("page", shop, [3])), older).dues[0])).toEqual({ page: 3.5 });
  });
});

describe("how often somebody is woken", () => {
  it("is once for what is sent as one, and again for what ended and comes back", () => {
    const sentAsOne = [alert("page", shop, [64, 95]), alert("page", { ...shop }, [66, 80])];
    expect(judged(told(...sentAsOne))).toMatchObject({ pages: 1, mostPages: 1, tickets: 0, again: 0 });
    expect(judged(told(alert("page", shop, [64, 70], [85, 95])))).toMatchObject({ pages: 2, mostPages: 2, again: 1 });
  });

  it("is once for each team that is hit", () => {
    const both = told(alert("page", shop, [64, 95]), alert("page", { service: "mes-api" }, [64, 95]));
    expect(judged(both)).toMatchObject({ pages: 2, mostPages: 1 });
  });

  it("is never for tickets, which are counted apart", () => {
    expect(judged(told(alert("ticket", shop, [64, 95])))).toMatchObject({ pages: 0, tickets: 1 });
  });
});

describe("the end of a fault", () => {
  const minutesAfter = (of: Told, scenario: Partial<Scenario> = {}) => {
    const { resolvedAfter } = judged(of, scenario);
    return resolvedAfter && resolvedAfter.milliseconds / 60_000;
  };

  it("is known when the last alert that told of it is over", () => {
    expect(minutesAfter(told(alert("page", shop, [64, 97]), alert("page", { ...shop }, [66, 112])))).toBe(22);
    expect(minutesAfter(told(alert("page", shop, [64, 80])))).toBe(0);
  });

  it("is not known where it is still told, where nobody was told, and where there is none", () => {
    expect(minutesAfter(told(alert("page", shop, [64])))).toBeUndefined();
    expect(minutesAfter(told())).toBeUndefined();
    const endless = { faults: failing.faults.map((fault) => ({ ...fault, until: hours(3) })) };
    expect(minutesAfter(told(alert("page", shop, [64, 80])), endless)).toBeUndefined();
  });
});

describe("a quiet day", () => {
  it("has nothing due, and all of its time counts", () => {
    const quiet = judged(told(alert("ticket", shop, [10, 20])), { family: "quiet", due: "nothing" });
    expect(quiet).toMatchObject({ dues: [], quietFor: hours(3), pages: 0, tickets: 1 });
  });
});
