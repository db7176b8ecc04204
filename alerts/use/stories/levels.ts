import type { Labels } from "../../../promql/labels";
import type { Duration } from "../../../units/quantities";
import { hours, milliseconds, minutes, together } from "../../../units/quantities";
import type { Stretch } from "../../stories/course";
import type { InputSeries } from "../../stories/series";
import type { Stories, Story } from "../../stories/story";

/** What exporters say of a thing, and of another that must not be mixed up with it. */
export type Told = (course: readonly Stretch[], others: readonly Stretch[]) => readonly InputSeries[];

/** An alert that stands at a level of what is measured. */
export interface Level {
  readonly pendingFor: Duration;
  readonly usual: number;
  /** Still on the quiet side of the level. @default what is measured has two values, and one of them is usual */
  readonly near?: number;
  readonly beyond: number;
  readonly told: Told;
  readonly labels: Labels;
}

/** Until anything happens. */
export const before = minutes(10);

/** By then it stands. */
export const stands = (pendingFor: Duration): Duration => together(before, pendingFor, minutes(2));

/** For so long nobody looks. */
const onwards = hours(3);

export const usually = (usual: number): Stretch[] => [{ for: onwards, at: usual }];
export const suddenly = (usual: number, then: number): Stretch[] => [
  { for: before, at: usual },
  { for: onwards, at: then },
];

/** A little less than it takes, a little more, for long enough and not. */
export function levelBesideOthers({ pendingFor, usual, near, beyond, told, labels }: Level): Stories {
  const story = (
    when: string,
    course: readonly Stretch[],
    others: readonly Stretch[],
    at = stands(pendingFor),
  ): Story => ({
    when,
    given: told(course, others),
    at,
  });
  const well = usually(usual);
  const ill = suddenly(usual, beyond);
  const early = together(before, milliseconds(0.6 * pendingFor.milliseconds));
  return {
    quiet: [
      story("it has not lasted", ill, well, early),
      story("it is another's", well, ill),
      ...(near === undefined ? [] : [story("it is a little on this side", suddenly(usual, near), well)]),
    ],
    fires: [{ ...story("it is a little beyond", ill, well), labels: [labels] }],
  };
}
