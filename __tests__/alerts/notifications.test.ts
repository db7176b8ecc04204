import { describe, expect, it } from "@jest/globals";
import type { Circumstances, FiringAlert, Firing, Notification } from "../../alerts/notifications";
import { incidentsOf, notificationsOf } from "../../alerts/notifications";
import type { NotificationPolicy } from "../../alerts/routing";
import type { MaintenanceWindow } from "../../environments/environment";
import { hours, minutes, seconds } from "../../units/quantities";

const start = Date.parse("2026-11-29T12:00Z");
const minute = 60_000;

const tree: NotificationPolicy = {
  contactPoint: "on-call",
  matchers: [],
  groupBy: ["service"],
  groupWait: seconds(30),
  groupInterval: minutes(5),
  repeatInterval: hours(1),
  muteTimings: ["noon"],
  children: [],
};

/** Fires from minute to minute; the last stretch may have no end. */
const alert = (name: string, ...stretches: readonly (readonly [from: number, to?: number])[]): FiringAlert => ({
  labels: { alertname: name, service: name.split(" ")[0] ?? "" },
  firing: stretches.map(([from, to]): Firing => ({
    from: start + from * minute,
    ...(to !== undefined && { to: start + to * minute }),
  })),
});

const names = (labels: Notification["firing"]) => labels.map(({ alertname = "" }) => alertname).join(", ") || "–";

/** A line for each: the minute, why, what fires, what ended. */
const told = (
  alerts: readonly FiringAlert[],
  { until = 60, ...more }: Partial<Omit<Circumstances, "until">> & { until?: number } = {},
  policy = tree,
): string[] =>
  notificationsOf(policy, alerts, { maintenance: [], ...more, until: start + until * minute }).map(
    ({ at, why, firing, ended }) => `${(at - start) / minute} ${why}: ${names(firing)} | ${names(ended)}`,
  );

describe("one fault", () => {
  it("is one notification, updated when another symptom appears and when the last is gone", () => {
    const symptoms = [alert("shop errors", [0, 12]), alert("shop probe", [2, 9]), alert("shop slow", [0, 9.5])];
    expect(told(symptoms)).toEqual([
      "0.5 fires: shop errors, shop slow | –",
      "5.5 fires: shop errors, shop probe, shop slow | –",
      "10.5 ends: shop errors | shop probe, shop slow",
      "15.5 ends: – | shop errors",
    ]);
  });

  it("of another service is told apart", () => {
    expect(told([alert("shop errors", [0, 3]), alert("mes errors", [1, 3])])).toEqual([
      "0.5 fires: shop errors | –",
      "1.5 fires: mes errors | –",
      "5.5 ends: – | shop errors",
      "6.5 ends: – | mes errors",
    ]);
  });

  it("that is over before anybody was told is never told", () => {
    expect(told([alert("shop errors", [0, 0.4])])).toEqual([]);
  });

  it("that pauses between two looks is the same", () => {
    expect(told([alert("shop errors", [0, 2], [3, 8])])).toEqual([
      "0.5 fires: shop errors | –",
      "10.5 ends: – | shop errors",
    ]);
  });

  it("that comes back when all was told to be over is another, and waits for company again", () => {
    expect(told([alert("shop errors", [0, 3], [20])])).toEqual([
      "0.5 fires: shop errors | –",
      "5.5 ends: – | shop errors",
      "20.5 fires: shop errors | –",
    ]);
  });

  it("that goes on is said again with the first look that is later than the interval", () => {
    expect(told([alert("shop errors", [0])], { until: 140 })).toEqual([
      "0.5 fires: shop errors | –",
      "65.5 again: shop errors | –",
      "130.5 again: shop errors | –",
    ]);
  });

  it("that comes back only for a moment, after all was told to be over, is never told", () => {
    expect(told([alert("shop errors", [0, 3], [20, 20.4])])).toEqual([
      "0.5 fires: shop errors | –",
      "5.5 ends: – | shop errors",
    ]);
  });

  it("is one incident from its first notification to its last, and another when it comes back", () => {
    const circumstances = { maintenance: [], until: start + 60 * minute };
    const symptoms = [
      alert("shop errors", [0, 12], [30, 33]),
      alert("shop probe", [2, 9]),
      alert("mes errors", [1, 3]),
    ];
    const incidents = incidentsOf(notificationsOf(tree, symptoms, circumstances));
    expect(incidents.map((all) => all.map(({ at }) => (at - start) / minute))).toEqual([
      [0.5, 5.5, 10.5, 15.5],
      [1.5, 6.5],
      [30.5, 35.5],
    ]);
  });
});

describe("a contact point that is not told of ends", () => {
  const heartbeat = { ...tree, contactPoint: "heartbeat", groupInterval: minutes(1), repeatInterval: minutes(4.5) };

  it("hears beats at even times, and then nothing", () => {
    expect(told([alert("watchdog", [0, 12])], { notToldOfEnds: ["heartbeat"] }, heartbeat)).toEqual([
      "0.5 fires: watchdog | –",
      "5.5 again: watchdog | –",
      "10.5 again: watchdog | –",
    ]);
  });

  it("hears nothing when one of several ends", () => {
    const several = [alert("watchdog one", [0]), alert("watchdog two", [0, 1.2])];
    expect(told(several, { until: 4, notToldOfEnds: ["heartbeat"] }, heartbeat)).toEqual([
      "0.5 fires: watchdog one, watchdog two | –",
    ]);
  });
});

describe("maintenance", () => {
  /** From ten to half past. */
  const noon: MaintenanceWindow = { name: "noon", weekdays: ["sunday"], from: "12:10", to: "12:30", location: "UTC" };
  const maintenance = [noon];

  it("holds back what begins in it until it is over", () => {
    expect(told([alert("shop errors", [12])], { maintenance })).toEqual(["32.5 fires: shop errors | –"]);
  });

  it("says nothing of what is over by then", () => {
    expect(told([alert("shop errors", [12, 25])], { maintenance })).toEqual([]);
  });

  it("says nothing of the end of what began before", () => {
    expect(told([alert("shop errors", [0, 20])], { maintenance })).toEqual(["0.5 fires: shop errors | –"]);
  });

  it("lets a fault that ended in it and comes back pass for the old one, until it would have been said again", () => {
    expect(told([alert("shop errors", [0, 20], [40])], { maintenance, until: 120 })).toEqual([
      "0.5 fires: shop errors | –",
      "65.5 again: shop errors | –",
    ]);
  });

  it("means nothing to policies that do not name it", () => {
    expect(told([alert("shop errors", [12])], { maintenance }, { ...tree, muteTimings: [] })).toEqual([
      "12.5 fires: shop errors | –",
    ]);
  });
});
