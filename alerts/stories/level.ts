import type { Labels } from "../../promql/labels";
import type { Duration } from "../../units/quantities";
import { minutes, times, together } from "../../units/quantities";
import type { Stretch } from "./course";
import { again, leadIn, suddenly, usually } from "./course";
import type { InputSeries } from "./series";
import type { FiringStory, Stories, Story } from "./story";

/** Facts of an alert that stands at a level of what is measured. */
interface Level {
  readonly pendingFor: Duration;
  readonly usual: number;
  /**
   * Value that is still on the quiet side of the level.
   * @default what is measured has two values, and one of them is usual
   */
  readonly near?: number;
  readonly beyond: number;
  /** How long the value looks back. @default it does not */
  readonly window?: Duration;
  /** A course that it repeats, and how a story tells it: beyond over the whole window, and not over a part of it. */
  readonly spells?: { readonly when: string; readonly of: readonly Stretch[] };
  /** Series of exporters for a course of what is measured. */
  readonly told: (course: readonly Stretch[]) => readonly InputSeries[];
  readonly labels: Labels;
  /** A value in words: completes “it is …”. @default on which side of the level it is */
  readonly text?: (value: number) => string;
}

/** Series of exporters for the course of a thing, and for that of another that must not be mixed up with it. */
export type Told = (course: readonly Stretch[], others: readonly Stretch[]) => readonly InputSeries[];

interface LevelBesideOthers extends Omit<Level, "told"> {
  readonly told: Told;
}

/** How long after a story's first sample an alert has fired, if something happened after the lead-in. */
export const stands = (pendingFor: Duration): Duration => together(leadIn, pendingFor, minutes(2));

/**
 * Stories of an alert at a level: a little less than it takes, a little more, for long enough and not, and what was too
 * much and is over.
 */
export function levelStories(level: Level): Stories {
  const { pendingFor, usual, near, beyond, window = minutes(0), spells, told, labels, text = sideOf(level) } = level;
  const story = (when: string, course: readonly Stretch[], waited = stands(pendingFor)): Story => ({
    when,
    given: told(course),
    at: together(waited, window),
  });
  const firing = (...facts: Parameters<typeof story>): FiringStory => ({ ...story(...facts), labels: [labels] });
  const well = { for: leadIn, at: usual };
  // Long enough also for a page that waits twenty minutes for services to page first.
  const lasts = together(pendingFor, window, minutes(23));
  const [isBeyond, becomes] = [`it is ${text(beyond)}`, suddenly(usual, beyond)];
  return {
    quiet: [
      story(`${isBeyond}, and has not lasted`, becomes, together(leadIn, times(pendingFor, 0.6))),
      ...(near === undefined ? [] : [story(`it is ${text(near)}`, suddenly(usual, near))]),
    ],
    fires: [firing(isBeyond, becomes), ...(spells ? [firing(spells.when, [well, ...again(spells.of)])] : [])],
    passes: [
      {
        when: `it was ${text(beyond)}`,
        given: told([well, { for: lasts, at: beyond }, ...usually(usual)]),
        well: together(leadIn, lasts, minutes(1)),
        labels: [labels],
      },
    ],
  };
}

const sideOf =
  ({ beyond }: Level) =>
  (value: number): string =>
    value === beyond ? "a little beyond" : "a little on this side";

/** {@link levelStories} of a thing that has others of its kind. */
export function levelBesideOthers({ told, ...level }: LevelBesideOthers): Stories {
  const { pendingFor, usual, beyond } = level;
  const { quiet, ...stories } = levelStories({ ...level, told: (course) => told(course, usually(usual)) });
  const others = {
    when: "it is another's",
    given: told(usually(usual), suddenly(usual, beyond)),
    at: stands(pendingFor),
  };
  return { quiet: [...quiet, others], ...stories };
}
