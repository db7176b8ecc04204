import type { Labels } from "../../promql/labels";
import type { Duration } from "../../units/quantities";
import { minutes, times, together } from "../../units/quantities";
import type { Stretch } from "./course";
import { leadIn, suddenly, usually } from "./course";
import type { InputSeries } from "./series";
import type { Stories, Story } from "./story";

/** An alert that stands at a level of what is measured. */
interface Level {
  readonly pendingFor: Duration;
  readonly usual: number;
  /** Still on the quiet side of the level. @default what is measured has two values, and one of them is usual */
  readonly near?: number;
  readonly beyond: number;
  /** How long the value looks back. @default it does not */
  readonly window?: Duration;
  /** What exporters say of it. */
  readonly told: (course: readonly Stretch[]) => readonly InputSeries[];
  readonly labels: Labels;
  /** Completes “it is …”. @default on which side of the level it is */
  readonly text?: (value: number) => string;
}

/** What exporters say of a thing, and of another that must not be mixed up with it. */
export type Told = (course: readonly Stretch[], others: readonly Stretch[]) => readonly InputSeries[];

interface LevelBesideOthers extends Omit<Level, "told"> {
  readonly told: Told;
}

/** When it has fired, if something happened after the lead-in. */
export const stands = (pendingFor: Duration): Duration => together(leadIn, pendingFor, minutes(2));

/** A little less than it takes, a little more, for long enough and not. */
export function levelStories(level: Level): Stories {
  const { pendingFor, usual, near, beyond, window = minutes(0), told, labels, text = sideOf(level) } = level;
  const story = (when: string, value: number, waited = stands(pendingFor)): Story => ({
    when: `it is ${text(value)}${when}`,
    given: told(suddenly(usual, value)),
    at: together(waited, window),
  });
  return {
    quiet: [
      story(", and has not lasted", beyond, together(leadIn, times(pendingFor, 0.6))),
      ...(near === undefined ? [] : [story("", near)]),
    ],
    fires: [{ ...story("", beyond), labels: [labels] }],
  };
}

const sideOf =
  ({ beyond }: Level) =>
  (value: number): string =>
    value === beyond ? "a little beyond" : "a little on this side";

/** The same of a thing that has others of its kind. */
export function levelBesideOthers({ told, ...level }: LevelBesideOthers): Stories {
  const { pendingFor, usual, beyond } = level;
  const { quiet, fires } = levelStories({ ...level, told: (course) => told(course, usually(usual)) });
  const others = {
    when: "it is another's",
    given: told(usually(usual), suddenly(usual, beyond)),
    at: stands(pendingFor),
  };
  return { quiet: [...quiet, others], fires };
}
