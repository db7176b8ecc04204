import { describe, expect, it } from "@jest/globals";
import { checkMaintenance } from "../../environments/check-maintenance";
import type { MaintenanceWindow } from "../../environments/environment";
import { isOpen, onTheWall } from "../../environments/maintenance";
import { production } from "../../environments/production";
import { system } from "../../system";

const minute = 60_000;

/** When a window is open within a stretch, minute by minute: `03:00–04:00` of each opening in UTC. */
function openings(window: MaintenanceWindow, from: string, to: string): string[] {
  const found: string[] = [];
  let since: number | undefined;
  for (let at = Date.parse(from); at <= Date.parse(to); at += minute) {
    const open = isOpen(window, at);
    if (open && since === undefined) since = at;
    if (!open && since !== undefined) {
      found.push(`${utc(since)} – ${utc(at)}`);
      since = undefined;
    }
  }
  return found;
}

const utc = (at: number): string => new Date(at).toISOString().slice(5, 16).replace("T", " ");

const sundayNight = (from: string, to: string, location: string): MaintenanceWindow => ({
  name: "night",
  weekdays: ["sunday"],
  from,
  to,
  location,
});

describe("a maintenance window", () => {
  it("begins with its first minute and ends before that at which it ends", () => {
    const window = sundayNight("03:00", "04:00", "UTC");
    const at = (time: string) => isOpen(window, Date.parse(`2026-11-29T${time}Z`));
    expect(["02:59:59.999", "03:00:00", "03:59:59.999", "04:00:00"].map(at)).toEqual([false, true, true, false]);
  });

  it("lasts to the end of its day where it says so", () => {
    expect(openings(sundayNight("23:00", "24:00", "UTC"), "2026-11-28T00:00Z", "2026-12-01T00:00Z")).toEqual([
      "11-29 23:00 – 11-30 00:00",
    ]);
  });

  it("is open on the days of its own place: a Sunday in Auckland begins on Saturday", () => {
    const window = sundayNight("00:00", "24:00", "Pacific/Auckland");
    expect(openings(window, "2026-06-05T00:00Z", "2026-06-12T00:00Z")).toEqual(["06-06 12:00 – 06-07 12:00"]);
  });

  it.each<[change: string, of: MaintenanceWindow, week: string, opens: string[]]>([
    // Europe goes to summer time at 01:00 UTC: after 02:00 comes 03:00.
    [
      "after the hour that spring skips",
      sundayNight("03:00", "04:00", "Europe/Berlin"),
      "2027-03-28",
      ["03-28 01:00 – 03-28 02:00"],
    ],
    ["in the hour that spring skips", sundayNight("02:00", "03:00", "Europe/Berlin"), "2027-03-28", []],
    [
      "around the hour that spring skips",
      sundayNight("01:30", "03:30", "Europe/Berlin"),
      "2027-03-28",
      ["03-28 00:30 – 03-28 01:30"],
    ],
    // And back at 01:00 UTC: after 03:00 comes 02:00 again.
    [
      "after the hour that autumn repeats",
      sundayNight("03:00", "04:00", "Europe/Berlin"),
      "2026-10-25",
      ["10-25 02:00 – 10-25 03:00"],
    ],
    [
      "in the hour that autumn repeats",
      sundayNight("02:00", "03:00", "Europe/Berlin"),
      "2026-10-25",
      ["10-25 00:00 – 10-25 02:00"],
    ],
    [
      "in half of the hour that autumn repeats",
      sundayNight("02:15", "02:45", "Europe/Berlin"),
      "2026-10-25",
      ["10-25 00:15 – 10-25 00:45", "10-25 01:15 – 10-25 01:45"],
    ],
    [
      "in New York, two weeks earlier in spring",
      sundayNight("03:00", "04:00", "America/New_York"),
      "2027-03-14",
      ["03-14 07:00 – 03-14 08:00"],
    ],
    [
      "on Lord Howe, where clocks change by half an hour",
      sundayNight("01:30", "02:00", "Australia/Lord_Howe"),
      "2026-04-05",
      ["04-04 14:30 – 04-04 15:30"],
    ],
    [
      "in UTC, where no clock changes",
      sundayNight("02:00", "03:00", "UTC"),
      "2027-03-28",
      ["03-28 02:00 – 03-28 03:00"],
    ],
  ])("%s", (_, window, day, opens) => {
    const midday = Date.parse(`${day}T12:00Z`);
    const around = [midday - 36 * 60 * minute, midday + 24 * 60 * minute].map((at) => new Date(at).toISOString());
    expect(openings(window, around[0] ?? "", around[1] ?? "")).toEqual(opens);
  });

  it("knows midnight as the beginning of a day", () => {
    expect(onTheWall(Date.parse("2026-11-29T00:00Z"), "UTC")).toEqual({ weekday: "sunday", minute: 0 });
  });
});

describe("what is worked on", () => {
  const ofThings = (...of: [string, ...string[]]) => ({
    ...production,
    notifications: { ...production.notifications, maintenance: [{ ...sundayNight("03:00", "04:00", "UTC"), of }] },
  });

  it("is a service or a resource", () => {
    expect(checkMaintenance(production, system)).toEqual([]);
    expect(checkMaintenance(ofThings("shop-db", "mes-api", "rabbitmq"), system)).toEqual([]);
  });

  it("is named by a finding where it is neither", () => {
    expect(checkMaintenance(ofThings("shop-db", "shop-bd"), system)).toMatchObject([
      {
        id: "maintenance-of-unknown",
        where: "notifications.maintenance.night.of[1]",
        what: 'no service and no resource is called "shop-bd".',
        fix: expect.stringContaining("shop-db") as unknown,
      },
    ]);
  });
});
