import { describe, expect, it } from "@jest/globals";
import { courseOf } from "../../../../alerts/use/stories/filling-course";
import { hours, minutes } from "../../../../units/quantities";

describe("the course of something that fills", () => {
  const perHour = (share: number) => share / hours(1).milliseconds;

  it("ends at its share, however it came there", () => {
    const parts = [{ for: hours(1) }, { for: hours(2), pace: 1 }, { for: hours(1), pace: 0.5, jump: -0.1 }];
    expect(courseOf(parts, 0.9, perHour(0.1), minutes(1))).toEqual([
      { for: hours(1), from: 0.75, to: 0.75 },
      { for: hours(2), from: 0.75, to: 0.95 },
      { for: hours(1), from: 0.85, to: 0.9 },
    ]);
  });

  it("has whole steps, for between two samples nothing is told", () => {
    const [line] = courseOf([{ for: minutes(19), pace: 1 }], 0.5, perHour(0.1), minutes(10));
    expect(line?.for).toEqual(minutes(20));
  });
});
