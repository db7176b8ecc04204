import type { Stretches } from "../../../signals/time-left";
import type { Duration } from "../../../units/quantities";
import { less, times, together } from "../../../units/quantities";
import { durationText } from "../../../units/text";
import type { FiringStory, Stories, Story } from "../../stories/story";
import type { Part } from "./filling-course";
import { courseOf } from "./filling-course";
import { lengthOf } from "../../stories/course";
import type { Told } from "../../stories/level";

/** A forecast that two stretches of time have to agree on, and the alert that is made of it. */
export interface Forecast extends Stretches {
  /** Past in which the thing was never as full as it has to be now. @default the past does not matter */
  readonly past?: Duration;
  /** Share in use from which on anything is foretold. */
  readonly from: number;
  /** How far ahead anything is foretold. */
  readonly horizon: Duration;
  /** How long before the end the alert stands. */
  readonly within: Duration;
  readonly pendingFor: Duration;
  readonly keepFiringFor: Duration;
  /** Time between two evaluations of the stories. */
  readonly every: Duration;
  /** Share that is left at the end of a story. */
  readonly left: number;
  /** Series of exporters for a course of the share in use. */
  readonly told: Told;
  readonly labels: FiringStory["labels"];
}

/** Stories of an alert on a forecast: both stretches of time have their say, and of the past only what counts. */
export function fillingStories(forecast: Forecast): Stories {
  const { now, since, past, pendingFor, keepFiringFor, labels } = forecast;
  const { paceFor, story, beside, least } = tellerOf(forecast);
  const fires = (...of: Parameters<typeof story>): FiringStory => ({ ...story(...of), labels });
  const [both, lately] = [durationText(since), durationText(now)];
  const calm: Part = { for: together(since, now) };
  const long = growing(sure(forecast));
  // While the alert waits, less and less is left.
  const pace = paceFor(0.88 - pendingFor.milliseconds / least);
  const fast = paceFor(0.35);
  const begun = together(times(now, 2 / 3), times(less(since, now), 1 / 2), pendingFor);
  const drips: Part = { for: together(times(now, 1.22), keepFiringFor), pace: 0.02 };
  const pause: Part = { for: times(now, 0.4) };
  const fit = [growing(times(now, 0.35)), pause];
  const byFits = Array.from(
    { length: Math.ceil(long.for.milliseconds / times(now, 0.75).milliseconds) },
    () => fit,
  ).flat();
  const early = forecast.from - 0.02;
  const fills = paceFor(0.5, early);
  return {
    quiet: [
      story(`it has grown for ${both}, and lasts somewhat longer`, paceFor(1.1), [calm, long]),
      beside(`another has grown for ${both}`, pace, [calm, long]),
      story(`it grew fast, and hardly in the last ${lately}`, fast, [calm, long, drips]),
      story(`it has not grown for ${both} yet`, fast, [calm, growing(begun)]),
      story(`it is known for hardly longer than ${both}`, fast, [growing(together(since, times(pendingFor, 0.5)))]),
      ...[0.5, 2].map((ago) => {
        const since = times(now, ago);
        return story(`a fifth was written at once ${durationText(since)} ago`, pace, [calm, { for: since, jump: 0.2 }]);
      }),
      ...(grownIn(long, fills) < early
        ? [story(`it has grown for ${both}, and most is free`, fills, [long], early)]
        : []),
      ...(past ? fullerStories(forecast, past) : []),
    ],
    fires: [
      fires(`it has grown for all the time that it is known, longer than ${both}`, pace, [long]),
      fires(`it has grown for ${both}, with pauses of ${durationText(pause.for)}`, paceFor(0.2), [calm, ...byFits]),
      ...(past
        ? [
            fires(`it has grown for ${both}, and was fuller longer than ${durationText(past)} ago`, pace, [
              { for: times(past, 0.5) },
              { for: times(past, 1.4), jump: -0.01 - grownIn(long, pace) },
              long,
            ]),
            fires(`it grows, and a little was deleted in the last ${lately}`, ...deletedLately(forecast)),
          ]
        : [fires(`it has grown for ${both}`, pace, [calm, long])]),
    ],
  };
}

const growing = (lasts: Duration): Part => ({ for: lasts, pace: 1 });
const grownIn = (part: Part, pace: number): number => part.for.milliseconds * pace;

/** So long it takes until the alert stands. */
const sure = ({ since, pendingFor, now }: Forecast): Duration => together(since, pendingFor, times(now, 0.2));

/** What is written and deleted by turns is as full as it has been before. */
function fullerStories(forecast: Forecast, past: Duration): Story[] {
  const { now, since } = forecast;
  const { paceFor, story } = tellerOf(forecast);
  const long = growing(sure(forecast));
  const pace = paceFor(0.4);
  return [
    story(`it has grown for ${durationText(since)}, and was fuller within ${durationText(past)}`, pace, [
      { for: times(past, 0.3) },
      { for: less(times(past, 0.7), since), jump: -0.01 - grownIn(long, pace) },
      long,
    ]),
    story(`more was deleted than has grown since, longer than ${durationText(now)} ago`, pace, [
      { for: together(since, now) },
      growing(times(now, 2.6)),
      { ...growing(times(now, 1.6)), jump: -grownIn({ for: times(now, 1.7) }, pace) },
    ]),
  ];
}

/** Not enough to be as full as it was before it began to grow. */
function deletedLately(forecast: Forecast) {
  const { now, since, pendingFor } = forecast;
  const pace = tellerOf(forecast).paceFor(0.2);
  const ago = times(now, 0.5);
  const grown = together(times(now, 1.06), times(less(since, now), 0.29), pendingFor);
  const deleted = 1.04 * grownIn({ for: ago }, pace);
  return [
    pace,
    [{ for: together(since, now) }, growing(less(grown, ago)), { ...growing(ago), jump: -deleted }],
  ] as const;
}

function tellerOf({ within, horizon, left, every, told }: Forecast) {
  const least = Math.min(within.milliseconds, horizon.milliseconds);
  const tell = (pace: number, parts: readonly Part[], end = 1 - left) => {
    const course = courseOf(parts, end, pace, every);
    const lasts = lengthOf(course);
    return { course, flat: [{ for: lasts, at: end }], at: less(lasts, every), every };
  };
  return {
    /** Milliseconds before the end at which the alert stands. */
    least,
    /** A share per millisecond, for `share` of that time to be left at the end. */
    paceFor: (share: number, end = 1 - left): number => (1 - end) / (share * least),
    story: (when: string, ...of: Parameters<typeof tell>): Story => {
      const { course, flat, at } = tell(...of);
      return { when, given: told(course, flat), at, every };
    },
    /** It happens to another. */
    beside: (when: string, ...of: Parameters<typeof tell>): Story => {
      const { course, flat, at } = tell(...of);
      return { when, given: told(flat, course), at, every };
    },
  };
}
