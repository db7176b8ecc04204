/** Quantities that carry their unit in the type: a percentage is no duration, and no bare number is either. */

export interface Duration {
  readonly milliseconds: number;
}

export interface Percent {
  readonly percent: number;
}

export interface Bytes {
  readonly bytes: number;
}

/** CPU: 0.25 is a quarter of a core. */
export interface Cores {
  readonly cores: number;
}

export const milliseconds = (n: number): Duration => ({ milliseconds: n });
export const seconds = (n: number): Duration => milliseconds(round(n * 1000));
export const minutes = (n: number): Duration => seconds(n * 60);
export const hours = (n: number): Duration => minutes(n * 60);
export const days = (n: number): Duration => hours(n * 24);

export const longerOf = (one: Duration, other: Duration): Duration =>
  one.milliseconds < other.milliseconds ? other : one;

/** Sum of durations: as long as all of them, one after the other. */
export const together = (...stretches: readonly Duration[]): Duration =>
  milliseconds(stretches.reduce((sum, stretch) => sum + stretch.milliseconds, 0));

/** Difference of durations: what is left of one without the other. */
export const less = (one: Duration, other: Duration): Duration => milliseconds(one.milliseconds - other.milliseconds);

/** A duration so many times as long, in whole milliseconds: Prometheus knows no shorter ones. */
export const times = (duration: Duration, factor: number): Duration =>
  milliseconds(Math.round(duration.milliseconds * factor));

/** A share of a hundred: `percent(99.9)`. */
export const percent = (n: number): Percent => ({ percent: n });

export const mebibytes = (n: number): Bytes => ({ bytes: n * 2 ** 20 });
export const gibibytes = (n: number): Bytes => mebibytes(n * 1024);

export const inSeconds = (duration: Duration): number => round(duration.milliseconds / 1000);

/** The ratio 0–1 of a percentage, free of binary noise: `percent(99.9)` is 0.999. */
export const asRatio = ({ percent: n }: Percent): number => round(n / 100);

export const cores = (n: number): Cores => ({ cores: n });

/** Ratio that a percentage leaves to the whole: `percent(99.9)` leaves 0.001. The error budget of an objective. */
export const remainder = ({ percent: n }: Percent): number => round((100 - n) / 100);

/**
 * Rounds to twelve significant digits: more than any threshold needs, fewer than binary fractions spoil. Whole numbers
 * are not spoilt.
 */
export const round = (n: number): number => (Number.isInteger(n) ? n : Number(n.toPrecision(12)));
