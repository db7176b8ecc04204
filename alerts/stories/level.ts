import type { Duration } from "../../units/quantities";
import { minutes, together } from "../../units/quantities";
import type { Stretch } from "./course";
import type { InputSeries } from "./series";
import type { FiringStory, Stories, Story } from "./story";

interface LevelFacts {
  /** Values on this side of the threshold, close to it, and on the other. */
  readonly quietAt: number;
  readonly firesAt: number;
  /** What it is otherwise. */
  readonly usual: number;
  readonly pendingFor: Duration;
  /** How long the value looks back. @default it does not */
  readonly window?: Duration;
  /** What exporters say while the value is so. */
  readonly told: (value: readonly Stretch[]) => readonly InputSeries[];
  readonly labels: FiringStory["labels"];
  /** Completes “it is …”. @default the value */
  readonly text?: (value: number) => string;
}

/** As long as nothing happens. */
const well = minutes(20);

/** What an alert on a level is trusted with: it fires on the one side, not on the other, and not before it has waited. */
export function levelStories({
  quietAt,
  firesAt,
  usual,
  pendingFor,
  window = minutes(0),
  told,
  labels,
  text = String,
}: LevelFacts): Stories {
  const due = together(pendingFor, window, minutes(2));
  const story = (when: string, value: number, lasts: Duration, look = due): Story => ({
    when,
    given: told([
      { for: well, at: usual },
      { for: lasts, at: value },
      { for: due, at: usual },
    ]),
    at: together(well, look),
  });
  const brief: readonly Story[] =
    pendingFor.milliseconds > minutes(1).milliseconds
      ? [
          story(
            `it is ${text(firesAt)} for less long than is waited`,
            firesAt,
            together(pendingFor, minutes(-1)),
            together(pendingFor, minutes(-1.5)),
          ),
        ]
      : [];
  return {
    quiet: [story(`it is ${text(quietAt)}`, quietAt, due), ...brief],
    fires: [{ ...story(`it is ${text(firesAt)}`, firesAt, together(due, minutes(2))), labels }],
  };
}
