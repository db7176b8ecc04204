import { describe, expect, it } from "@jest/globals";
import { clockOf, stretchesOf } from "../../simulation/clock";
import { hours } from "../../units/quantities";

const clock = clockOf({ begins: { weekday: "thursday", hour: 18 }, lasts: hours(3) });
const iso = (at: number) => new Date(at).toISOString().slice(0, 16);

describe("the clock of a simulation", () => {
  it("shows the same Thursday whenever it is asked", () => {
    expect([iso(clock.begins), iso(clock.asksFrom), iso(clock.ends)]).toEqual([
      "2026-03-05T18:00",
      "2026-03-05T18:00",
      "2026-03-05T21:00",
    ]);
  });

  it("has the three days before, and the same hours a week before with one more on both sides", () => {
    expect(stretchesOf(clock).map(({ from, to }) => [iso(from), iso(to)])).toEqual([
      ["2026-02-26T17:00", "2026-02-26T21:58"],
      ["2026-03-02T18:00", "2026-03-05T21:00"],
    ]);
  });

  it("scrapes every 30 s in its fine stretch, every two minutes before, and never twice at one moment", () => {
    const steps = new Set(Array.from(clock.at.subarray(1), (at, index) => at - (clock.at[index] ?? 0)));
    expect([...steps].filter((step) => step < 3_600_000)).toEqual([120_000, 30_000]);
    expect(clock.at.at(-1)).toBe(clock.ends);
  });

  it("lies in the past, whose samples alone Prometheus takes", () => {
    expect(clock.ends).toBeLessThan(Date.now());
  });
});
