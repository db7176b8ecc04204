import { orderOf } from "../../capacity/cost";
import { verdictOf } from "../../capacity/demand";
import { sum } from "../../capacity/series";
import type { Asked } from "./terminal";

/** The answer for programs, as JSON: bytes, cores and dollars as numbers, stable names. */
export function capacityJson({ environment, capacity, found }: Asked): string {
  const { services, estimates, load, mostSeries, samplesPerSecond, loggedPerDay, demands, costs } = capacity;
  return JSON.stringify(
    {
      environment,
      services,
      series: { usual: load.series, most: mostSeries, recorded: load.recorded },
      samplesPerSecond: Math.round(samplesPerSecond),
      loggedBytesPerDay: loggedPerDay.bytes,
      estimates: estimates.map(({ from, slice, usual, most }) => ({ from, slice, usual, most: most ?? usual })),
      demands: demands.map((demand) => {
        const { component, of, unit, each, needs, has, formula } = demand;
        return { component, of, unit, each, has, needs, verdict: verdictOf(demand), formula };
      }),
      dollarsPerMonth: {
        orderOfMagnitude: orderOf(sum(costs.map(({ dollars }) => dollars))),
        of: costs.map(({ of, dollars }) => ({ of, orderOfMagnitude: orderOf(dollars) })),
      },
      findings: found,
    },
    undefined,
    2,
  );
}
