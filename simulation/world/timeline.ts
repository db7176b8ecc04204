import type { Clock } from "../clock";

/** The moments at which a world is looked at, rising, and not all equally far apart. */
export interface Timeline {
  /** The moments: milliseconds since the epoch. */
  readonly at: Float64Array;
  /** Seconds from the moment before to each moment. */
  readonly since: Float64Array;
  /** When the scenario begins, from which its faults count: milliseconds since the epoch. */
  readonly begins: number;
}

export function timelineOf({ at, begins }: Clock): Timeline {
  // The first of all has nothing before it; whatever is counted in it stands for no time at all.
  return {
    at,
    since: at.map((moment, index) => (index === 0 ? 0 : (moment - (at[index - 1] ?? moment)) / 1000)),
    begins,
  };
}

/** A number for every moment of a timeline. */
export type Course = Float64Array;

/**
 * A number for every moment of a timeline.
 * @param value at a moment, by its index and its time in milliseconds since the epoch
 */
export function course({ at }: Timeline, value: (index: number, moment: number) => number): Course {
  const values = new Float64Array(at.length);
  for (let index = 0; index < at.length; index++) values[index] = value(index, at[index] ?? 0);
  return values;
}

export const always = (timeline: Timeline, value: number): Course => new Float64Array(timeline.at.length).fill(value);

/**
 * A counter over a timeline, from zero on.
 * @param step what is counted since the moment before, by its index and the seconds since then
 */
export function counted({ since }: Timeline, step: (index: number, seconds: number) => number): Course {
  const values = new Float64Array(since.length);
  let total = 0;
  for (let index = 0; index < since.length; index++) {
    total += step(index, since[index] ?? 0);
    values[index] = total;
  }
  return values;
}
