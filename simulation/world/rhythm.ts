import { hours } from "../../units/quantities";

/**
 * How the day goes, hour by hour from midnight (UTC), as a share of the busiest; between two hours in a straight line.
 */
const days = {
  /** Customers buy in the evening, and a little at noon. */
  customers: [
    0.12, 0.07, 0.05, 0.04, 0.04, 0.06, 0.14, 0.3, 0.44, 0.54, 0.6, 0.66, 0.7, 0.64, 0.6, 0.62, 0.68, 0.78, 0.9, 1,
    0.96, 0.74, 0.46, 0.24,
  ],
  /** Offices. */
  office: [
    0.03, 0.03, 0.03, 0.03, 0.03, 0.04, 0.12, 0.5, 0.86, 1, 0.98, 0.84, 0.6, 0.82, 0.94, 0.86, 0.56, 0.24, 0.1, 0.06,
    0.05, 0.04, 0.03, 0.03,
  ],
  /** Machines know no night; at 6, 14 and 22 the shift changes. */
  shifts: [
    0.62, 0.6, 0.6, 0.58, 0.6, 0.62, 0.5, 0.82, 0.94, 1, 0.98, 0.94, 0.9, 0.92, 0.66, 0.86, 0.92, 0.9, 0.86, 0.82, 0.8,
    0.76, 0.52, 0.64,
  ],
} as const;
export type Rhythm = keyof typeof days;

/** What Saturday and Sunday have of a day like others. */
const weekend: Readonly<Record<Rhythm, readonly [saturday: number, sunday: number]>> = {
  customers: [0.92, 0.84],
  office: [0.08, 0.04],
  shifts: [0.6, 0.4],
};

const hour = hours(1).milliseconds;

/** How busy it is at a moment, as a share of the busiest hour. @param at milliseconds since the epoch */
export function rhythmAt(rhythm: Rhythm, at: number): number {
  const since = at / hour;
  const from = Math.floor(since);
  const part = since - from;
  return hourly(rhythm, from) * (1 - part) + hourly(rhythm, from + 1) * part;
}

/** @param hoursSince the epoch, which was a Thursday */
function hourly(rhythm: Rhythm, hoursSince: number): number {
  const weekday = (Math.floor(hoursSince / 24) + 4) % 7;
  const [saturday, sunday] = weekend[rhythm];
  const share = weekday === 6 ? saturday : weekday === 0 ? sunday : 1;
  return share * (days[rhythm][hoursSince % 24] ?? 0);
}
