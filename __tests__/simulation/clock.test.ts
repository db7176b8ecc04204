import { describe, expect, it } from "@jest/globals";
import type { Stretch } from "../../simulation/clock";
import { clockOf, stretchesOf } from "../../simulation/clock";
import { hours } from "../../units/quantities";
import { durationText } from "../../units/text";

const clock = clockOf({ begins: { weekday: "thursday", hour: 18 }, lasts: hours(3) });
const iso = (at: number) => new Date(at).toISOString().slice(0, 16);

describe("the clock of a simulation", () => {
  it("shows the same Thursday whenever it is asked", () => {
    expect([clock.begins, clock.ends].map(iso)).toEqual(["2026-03-05T18:00", "2026-03-05T21:00"]);
  });

  it("has the three days before, the same hours a week before with one more on both sides, and an hourly look at weeks", () => {
    const text = ({ from, to, step }: Stretch) => [iso(from), iso(to), ...(step ? [durationText(step)] : [])];
    expect(stretchesOf(clock).map(text)).toEqual([
      ["2026-02-09T18:00", "2026-02-26T15:00", "1 h"],
      ["2026-02-26T17:00", "2026-02-26T21:59"],
      ["2026-02-26T23:00", "2026-03-02T16:00", "1 h"],
      ["2026-03-02T18:00", "2026-03-05T21:00"],
    ]);
  });

  it("scrapes every 30 s in its fine stretch, every minute before, and never twice at one moment", () => {
    const steps = new Set(Array.from(clock.at.subarray(1), (at, index) => at - (clock.at[index] ?? 0)));
    expect([...steps].filter((step) => step < 3_600_000)).toEqual([60_000, 30_000]);
    expect(clock.at.at(-1)).toBe(clock.ends);
  });

  it("lies in the past, whose samples alone Prometheus takes", () => {
    expect(clock.ends).toBeLessThan(Date.now());
  });
});
