import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Duration } from "../../units/quantities";
import {
  asRatio,
  days,
  gibibytes,
  hours,
  inSeconds,
  less,
  mebibytes,
  milliseconds,
  minutes,
  percent,
  remainder,
  seconds,
  times,
  together,
} from "../../units/quantities";
import {
  durationText,
  elasticsearchBytes,
  elasticsearchDuration,
  goDuration,
  kubernetesBytes,
  minutesOrHours,
  percentText,
  promDuration,
} from "../../units/text";
import type { Unit } from "../../units/unit";
import { factsOf, units } from "../../units/unit";

const run = { seed: 7, numRuns: 500 };

/** Up to ten years, more often a whole number of some unit. */
const durations = fc
  .tuple(fc.constantFrom(1, 1000, 60_000, 3_600_000, 86_400_000), fc.nat(3650))
  .map(([size, count]) => milliseconds(size * count));

const decimals = (places: number, most: number) => fc.nat(most * 10 ** places).map((n) => n / 10 ** places);

describe("a duration", () => {
  const sizes: Record<string, number> = {
    ...{ ms: 1, s: 1000, m: 60_000, h: 3_600_000 },
    ...{ d: 86_400_000, w: 604_800_000, y: 31_536_000_000 },
  };
  const readBack = (text: string, units: string) => {
    const parts = Array.from(
      text.matchAll(new RegExp(`(\\d+)(${units})`, "g")),
      ([, count, unit = ""]) => Number(count) * (sizes[unit] ?? NaN),
    );
    return parts.reduce((sum, part) => sum + part, 0);
  };

  it("is read by Prometheus as the same milliseconds", () => {
    fc.assert(
      fc.property(durations, (duration) => {
        expect(readBack(promDuration(duration), "ms|s|m|h|d|w|y")).toBe(duration.milliseconds);
      }),
      run,
    );
  });

  it("is added, taken away and multiplied, and stays in whole milliseconds", () => {
    expect(together(hours(1), minutes(30), minutes(-1))).toEqual(minutes(89));
    expect(less(hours(1), minutes(20))).toEqual(minutes(40));
    expect(times(minutes(10), 0.6)).toEqual(minutes(6));
    expect(times(seconds(1), 1 / 3)).toEqual(milliseconds(333));
  });

  it("is read by Go, which knows no days, as the same milliseconds", () => {
    fc.assert(
      fc.property(durations, (duration) => {
        expect(readBack(goDuration(duration), "ms|s|m|h")).toBe(duration.milliseconds);
      }),
      run,
    );
  });

  it.each<[Duration, string, string, string]>([
    [seconds(0), "0s", "0s", "0 ms"],
    [milliseconds(500), "500ms", "500ms", "500 ms"],
    [milliseconds(1234), "1s234ms", "1234ms", "1234 ms"],
    [seconds(2.5), "2s500ms", "2500ms", "2.5 s"],
    [seconds(90), "1m30s", "90s", "1.5 min"],
    [minutes(2), "2m", "2m", "2 min"],
    [seconds(100), "1m40s", "100s", "100 s"],
    [hours(36), "1d12h", "36h", "1.5 d"],
    [days(3), "3d", "72h", "3 d"],
    [days(7), "1w", "168h", "7 d"],
    [days(10), "10d", "240h", "10 d"],
  ])("is spelled for Prometheus, Go and people: %j", (duration, prometheus, go, people) => {
    expect([promDuration(duration), goDuration(duration), durationText(duration)]).toEqual([prometheus, go, people]);
  });

  it("is a wait in minutes, and from two hours on in hours", () => {
    expect([minutes(4.5), minutes(119), hours(2), hours(36)].map(minutesOrHours)).toEqual([
      { count: 4.5, unit: "min" },
      { count: 119, unit: "min" },
      { count: 2, unit: "h" },
      { count: 36, unit: "h" },
    ]);
  });

  it("is one number and one unit for Elasticsearch, and the same milliseconds", () => {
    expect([seconds(0), hours(36), days(7), minutes(90), milliseconds(1)].map(elasticsearchDuration)).toEqual([
      "0s",
      "36h",
      "7d",
      "90m",
      "1ms",
    ]);
    fc.assert(
      fc.property(durations, (duration) => {
        expect(elasticsearchDuration(duration)).toMatch(/^\d+(ms|s|m|h|d)$/);
        expect(readBack(elasticsearchDuration(duration), "ms|s|m|h|d")).toBe(duration.milliseconds);
      }),
      run,
    );
  });

  it("is free of binary noise, in milliseconds and in seconds", () => {
    expect([seconds(1.001), seconds(4.1 * 60), minutes(8.3)]).toEqual([1001, 246_000, 498_000].map(milliseconds));
    expect([2.1, 4.9].map(milliseconds).map(inSeconds)).toEqual([0.0021, 0.0049]);
    fc.assert(
      fc.property(decimals(3, 86_400), (n) => {
        expect(seconds(n).milliseconds).toBe(Math.round(n * 1000));
        expect(inSeconds(seconds(n))).toBe(n);
      }),
      run,
    );
  });
});

describe("a percentage", () => {
  it("leaves a remainder that is free of binary noise", () => {
    expect([99.9, 99.95, 99.5, 99.99, 95, 0.1].map(percent).map(remainder)).toEqual([
      0.001, 0.0005, 0.005, 0.0001, 0.05, 0.999,
    ]);
    expect([99.9, 7, 0.07].map(percent).map(asRatio)).toEqual([0.999, 0.07, 0.0007]);
  });

  it("has no more decimals as a ratio or remainder than it was stated with, and two", () => {
    fc.assert(
      fc.property(decimals(3, 100), (n) => {
        for (const ratio of [asRatio(percent(n)), remainder(percent(n))]) expect(ratio).toBe(Number(ratio.toFixed(5)));
      }),
      run,
    );
  });

  it("is written for people as it was meant", () => {
    expect([percent(99.9), percent(100 - 99.9), percent(5)].map(percentText)).toEqual(["99.9 %", "0.1 %", "5 %"]);
  });
});

describe("an amount of memory", () => {
  it("is spelled as Elasticsearch reads it, in the largest unit that leaves nothing over", () => {
    expect(
      [gibibytes(50), mebibytes(1536), gibibytes(2048), { bytes: 1025 }, { bytes: 0 }].map(elasticsearchBytes),
    ).toEqual(["50gb", "1536mb", "2tb", "1025b", "0b"]);
  });

  it("is written as Kubernetes reads it", () => {
    expect([mebibytes(512), mebibytes(1536), gibibytes(2), gibibytes(0.5)].map(kubernetesBytes)).toEqual([
      "512Mi",
      "1536Mi",
      "2Gi",
      "512Mi",
    ]);
  });
});

describe("a unit", () => {
  it("renders known numbers and the value of an alert", () => {
    const numbers: Record<Unit, number[]> = {
      requestsPerSecond: [0.1, 250],
      perSecond: [0.25],
      seconds: [0.29, 2.5, 90, 21 * 86_400],
      ratio: [0.0144, 0.9],
      percent: [85.25],
      bytes: [512, 1.5 * 2 ** 30],
      messages: [1200],
      lines: [20],
      times: [2],
      count: [3],
    };
    expect(
      Object.entries(numbers).map(([unit, values]) => [
        ...values.map((value) => factsOf(unit as Unit).text(value)),
        factsOf(unit as Unit).template("$v"),
      ]),
    ).toEqual([
      ["0.1 requests/s", "250 requests/s", '{{ $v | printf "%.2f" }} requests/s'],
      ["0.25/s", '{{ $v | printf "%.2f" }}/s'],
      ["290 ms", "2.5 s", "1.5 min", "21 d", "{{ $v | humanizeDuration }}"],
      ["1.44 %", "90 %", "{{ $v | humanizePercentage }}"],
      ["85.3 %", '{{ $v | printf "%.1f" }} %'],
      ["512 B", "1.5 GiB", "{{ $v | humanize1024 }}B"],
      ["1200 messages", '{{ $v | printf "%.0f" }} messages'],
      ["20 lines", '{{ $v | printf "%.0f" }} lines'],
      ["2 times", '{{ $v | printf "%.1f" }} times'],
      ["3", '{{ $v | printf "%.0f" }}'],
    ]);
    expect(Object.keys(numbers)).toEqual(Object.keys(units));
  });

  it.each(["parsecs", "toString", undefined])("that does not exist shows the bare number: %s", (unit) => {
    const { grafana, template } = factsOf(unit as Unit | undefined);
    expect([grafana, template("$v")]).toEqual(["short", '{{ $v | printf "%.2f" }}']);
  });
});
