import type { Finding } from "../findings/finding";
import { errorUnless } from "../findings/finding";
import type { Duration, Percent } from "../units/quantities";
import type { Objectives } from "./http-service";

/** Whether a service can both keep and break what it promises. */
export const checkObjectives = ({ availability, latency }: Objectives): Finding[] => [
  ...checkObjective("availability", availability),
  ...checkObjective("latency.share", latency.share),
  ...checkLatency(latency.within),
];

const checkObjective = (where: string, { percent }: Percent): Finding[] =>
  errorUnless(percent > 0 && percent < 100, {
    id: "objective-out-of-range",
    where,
    what: `${percent} % is no objective: it must lie between 0 and 100, both excluded.`,
    why:
      percent >= 100
        ? "at 100 % the error budget is empty: every single failure would be an outage, and alert thresholds would be 0."
        : "at 0 % everything may fail: no alert could ever fire.",
    fix: "choose what users would hardly notice: percent(99.9) allows 43 minutes a month.",
  });

const checkLatency = ({ milliseconds }: Duration): Finding[] => {
  const wholeMicroseconds = Math.abs(milliseconds * 1000 - Math.round(milliseconds * 1000)) < 1e-6;
  return errorUnless(milliseconds > 0 && milliseconds <= 60_000 && wholeMicroseconds, {
    id: "latency-out-of-range",
    where: "latency.within",
    what: `${milliseconds} ms is not between 0 and 60 s, or not whole microseconds.`,
    why: "it becomes a boundary of the duration histogram, which is found again by its digits; no client waits longer than a minute.",
    fix: "within: milliseconds(500)",
  });
};
