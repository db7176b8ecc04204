import { minutes, times, together } from "../../units/quantities";
import type { AlertRule } from "../alert";
import type { FiringStory, Story } from "./story";

/** All stories of an alert, a fault that is over twice: while the alert keeps firing, and when it no longer does. */
export function storiesOf({ stories, keepFiringFor }: AlertRule): {
  readonly quiet: readonly Story[];
  readonly fires: readonly FiringStory[];
} {
  const { quiet, fires, passes = [] } = stories();
  return {
    quiet: [
      ...quiet,
      ...passes.map(({ when, given, well }): Story => ({
        when: `${when} until a while ago`,
        given,
        at: together(well, keepFiringFor, minutes(3)),
      })),
    ],
    fires: [
      ...fires,
      ...passes.map(({ when, given, well, labels }): FiringStory => ({
        when: `${when} until a moment ago`,
        given,
        labels,
        at: together(well, times(keepFiringFor, 0.6)),
      })),
    ],
  };
}
