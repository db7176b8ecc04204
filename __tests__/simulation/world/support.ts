import { production } from "../../../environments/production";
import type { Fault } from "../../../scenarios/fault";
import type { Scenario } from "../../../scenarios/scenario";
import type { Matcher } from "../../../promql/ast";
import type { Labels } from "../../../promql/labels";
import type { SampledSeries } from "../../../simulation/samples";
import { rawSeries } from "../../../simulation/world/raw-series";
import type { Clock } from "../../../simulation/clock";
import { system } from "../../../system";
import { hours } from "../../../units/quantities";

/** A Tuesday, 18:00 UTC: the shop has most of its customers. */
const evening = Date.UTC(2026, 2, 10, 18);
const half = 30_000;

export const scenarioOf = (...faults: Fault[]): Scenario => ({
  name: "example",
  title: "What the test says.",
  family: "quiet",
  begins: { weekday: "tuesday", hour: 18 },
  lasts: hours(2),
  faults,
  due: "nothing",
});

/** Scrapes from an hour before to two hours after the beginning. */
export const moments: Clock = {
  begins: evening,
  ends: evening + 7_200_000,
  at: Float64Array.from({ length: 361 }, (_, at) => evening - 3_600_000 + at * half),
};

/** @param names of the metrics that are told @default all */
export const played = (faults: readonly Fault[], names?: readonly string[], seed = 1): SampledSeries[] =>
  rawSeries(scenarioOf(...faults), {
    system,
    environment: production,
    seed,
    clock: moments,
    ...(names && { reads: new Map(names.map((name) => [name, [{ matchers: matchersOf(name), reach: Infinity }]])) }),
  });

/** Of a histogram's boundaries those that tests look at: each is a third of the work. */
const matchersOf = (name: string): Matcher[] =>
  name.endsWith("_bucket") ? [{ label: "le", op: "=~", value: "0.25|0.5|1.0|2.5|\\+Inf" }] : [];

/** The series of a metric that have all these labels. */
export const seriesOf = (all: readonly SampledSeries[], name: string, labels: Labels = {}): SampledSeries[] =>
  all.filter(
    (series) =>
      series.name === name && Object.entries(labels).every(([label, value]) => series.labels[label] === value),
  );

/** The last value in the minute before so many minutes after the beginning. */
export function valueAt({ at, values }: SampledSeries, minute: number): number {
  const moment = evening + minute * 60_000;
  return values[at.findLastIndex((one) => one <= moment)] ?? NaN;
}

/** What counters together counted between two minutes of the scenario, with resets. */
export function countedBetween(counters: readonly SampledSeries[], from: number, to: number): number {
  return counters.reduce((sum, { at, values }) => {
    let [before, counted] = [NaN, 0];
    for (const [index, moment] of at.entries()) {
      const value = values[index] ?? NaN;
      if (Number.isNaN(value) || moment < evening + from * 60_000 || moment > evening + to * 60_000) continue;
      if (!Number.isNaN(before)) counted += value >= before ? value - before : value;
      before = value;
    }
    return sum + counted;
  }, 0);
}

/** Five standard deviations of a count: in a million worlds less than one is further away. */
export const chance = (expected: number): number => 5 * Math.sqrt(Math.max(1, expected));
