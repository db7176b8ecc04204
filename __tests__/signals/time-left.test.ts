import { describe, expect, it } from "@jest/globals";
import { select } from "../../promql/build";
import { recorded } from "../../promql/metric";
import { printLine } from "../../promql/print";
import { fall, growth, lasting, timeLeft } from "../../signals/time-left";
import { days, hours } from "../../units/quantities";

const free = select(recorded("monitoring:disk_free:bytes", ["instance"], "free space"));
const stretches = { now: hours(1), since: hours(6) };

describe("the time that is left", () => {
  it("is told from two stretches that meet and do not overlap, and of nothing that is younger", () => {
    expect(printLine(lasting(growth, free, stretches, ["instance"]).expr)).toBe(
      "(deriv(monitoring:disk_free:bytes[1h]) < deriv(monitoring:disk_free:bytes[5h] offset 1h) or deriv(monitoring:disk_free:bytes[5h] offset 1h)) and on (instance) monitoring:disk_free:bytes offset 6h",
    );
  });

  it("is what is left over the pace, as far as the horizon", () => {
    expect(printLine(timeLeft(free, fall(free, hours(1)), days(2)).expr)).toBe(
      "clamp_max(monitoring:disk_free:bytes / clamp_min(deriv(monitoring:disk_free:bytes[1h]) * -1, 1e-9), 172800)",
    );
  });
});
