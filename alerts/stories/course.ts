import type { Duration } from "../../units/quantities";
import { hours, minutes, round, together } from "../../units/quantities";
import { scrapeInterval } from "../../environments/scrape";

/** How long nothing happens at the beginning of a story. */
export const leadIn = minutes(20);

/** Longer than any story that does not say how long it is. */
const onwards = hours(3);

/** What a series does for a while. */
export type Stretch = Hold | Ramp | Nothing;

interface Hold {
  readonly for: Duration;
  /** Value that it has all the time. */
  readonly at: number;
}

interface Ramp {
  readonly for: Duration;
  /**
   * Value at the beginning; it changes in a straight line, and `to` would be reached with the sample after the last.
   */
  readonly from: number;
  readonly to: number;
}

interface Nothing {
  readonly for: Duration;
  /** `absent`: not scraped; `ended`: gone, as Prometheus marks a target or series that is no more. */
  readonly is: "absent" | "ended";
}

/**
 * A gauge's samples, one stretch after the other, in promtool's notation.
 * @param every time between two samples, as of the story
 */
export const gauge = (stretches: readonly Stretch[], every: Duration = scrapeInterval): string =>
  stretches
    .flatMap((stretch) => {
      const samples = samplesOf(stretch, every);
      if (samples === 0) return [];
      if ("at" in stretch) return repeated(stretch.at, 0, samples);
      if ("is" in stretch) return stretch.is === "absent" ? `_x${samples}` : ["stale", ...blank(samples - 1)];
      return repeated(stretch.from, round((stretch.to - stretch.from) / samples), samples);
    })
    .join(" ");

export const usually = (usual: number): Stretch[] => [{ for: onwards, at: usual }];
export const suddenly = (usual: number, then: number): Stretch[] => [
  { for: leadIn, at: usual },
  { for: onwards, at: then },
];

/** The same stretches ten times, one after the other. */
export const again = <Of>(stretches: readonly Of[]): Of[] => Array.from({ length: 10 }, () => stretches).flat();

/** How long stretches take, one after the other. */
export const lengthOf = (stretches: readonly { readonly for: Duration }[]): Duration =>
  together(...stretches.map((stretch) => stretch.for));

/** The course of a value that follows from another, moment by moment. */
export const mapped = (stretches: readonly Stretch[], value: (of: number) => number): Stretch[] =>
  stretches.map((stretch) => {
    if ("at" in stretch) return { for: stretch.for, at: value(stretch.at) };
    return "is" in stretch ? stretch : { for: stretch.for, from: value(stretch.from), to: value(stretch.to) };
  });

/** How fast a counter counts for a while. */
export interface Pace {
  readonly for: Duration;
  readonly perSecond: number;
}

/**
 * A counter's samples, from zero on, in promtool's notation: what one stretch has counted stays when the next begins.
 */
export function counter(paces: readonly Pace[], every: Duration = scrapeInterval): string {
  let total = 0;
  return paces
    .flatMap((pace) => {
      const samples = samplesOf(pace, every);
      if (samples === 0) return [];
      const step = round((pace.perSecond * every.milliseconds) / 1000);
      const from = total;
      total = round(total + step * samples);
      return repeated(from, step, samples);
    })
    .join(" ");
}

const samplesOf = (stretch: { readonly for: Duration }, every: Duration): number =>
  Math.round(stretch.for.milliseconds / every.milliseconds);

const repeated = (from: number, step: number, samples: number): string =>
  samples === 1 ? `${from}` : `${from}${step < 0 ? "-" : "+"}${Math.abs(step)}x${samples - 1}`;

const blank = (samples: number): string[] => (samples > 0 ? [`_x${samples}`] : []);
