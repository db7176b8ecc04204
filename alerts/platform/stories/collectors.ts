import { receivedSpans } from "../../../signals/contracts/collector";
import { serverSpans } from "../../../signals/contracts/span-metrics";
import type { Duration } from "../../../units/quantities";
import { hours, minutes, seconds, together } from "../../../units/quantities";
import { units } from "../../../units/unit";
import { selector } from "../../../promql/labels";
import type { Stretch } from "../../stories/course";
import { counter, gauge, leadIn } from "../../stories/course";
import { levelStories } from "../../stories/level";
import type { InputSeries } from "../../stories/series";
import { shaped } from "../../stories/series";
import type { FiringStory, Stories, Story } from "../../stories/story";

const busy = 20;

/** Spans that a collector is sent, and those that it refuses or loses. */
function received(job: string, lost: readonly Stretch[], as: "refused" | "failed"): InputSeries[] {
  const paces = (share: (lost: number) => number) =>
    counter(lost.map((stretch) => ({ for: stretch.for, perSecond: busy * share("at" in stretch ? stretch.at : 0) })));
  const of = { job, port: "metrics", pod: `${job}-0` };
  return [
    shaped(
      receivedSpans.accepted,
      of,
      paces((share) => 1 - share),
    ),
    shaped(
      receivedSpans.refused,
      of,
      paces((share) => (as === "refused" ? share : 0)),
    ),
    shaped(
      receivedSpans.failed,
      of,
      paces((share) => (as === "failed" ? share : 0)),
    ),
  ];
}

/**
 * Stories of the alert on spans that collectors refuse or lose.
 * @param above the share of the spans at which the alert stands
 */
export function spansRefusedStories(above: number, pendingFor: Duration): Stories {
  const told = (as: "refused" | "failed") =>
    levelStories({
      usual: 0,
      near: 0.8 * above,
      beyond: 1.2 * above,
      pendingFor,
      window: minutes(5),
      told: (lost) => [...received("one", lost, as), ...received("other", [{ for: hours(2), at: 0 }], as)],
      labels: { job: "one" },
      spells: {
        when: `all are ${as}, for half a minute in four`,
        of: [
          { for: minutes(0.5), at: 1 },
          { for: minutes(3.5), at: 0 },
        ],
      },
      text: (share) => `${units.ratio.text(share)}, ${as}`,
    });
  const [refused, failed] = [told("refused"), told("failed")];
  return {
    quiet: [
      ...refused.quiet,
      ...failed.quiet,
      {
        when: "half of a burst is refused within a minute",
        given: received(
          "one",
          [
            { for: leadIn, at: 0 },
            { for: minutes(1), at: 0.5 },
            { for: hours(1), at: 0 },
          ],
          "refused",
        ),
        at: together(leadIn, pendingFor, minutes(1)),
      },
    ],
    fires: [...refused.fires, ...failed.fires],
    ...(refused.passes && { passes: refused.passes }),
  };
}

interface OverflowFacts {
  readonly pendingFor: Duration;
  /** Jobs that the alert is about, and those that it leaves to the other level. */
  readonly jobs: readonly [string, ...string[]];
  readonly others: readonly string[];
}

export function overflowStories({ pendingFor, jobs: [job, ...same], others }: OverflowFacts): Stories {
  const counted = (of: string): InputSeries[] => [
    shaped(
      serverSpans.calls,
      { job: of, port: "red", service: "some-service" },
      counter([{ for: hours(1), perSecond: 1 }]),
    ),
    ...received(of, [{ for: hours(1), at: 0 }], "refused"),
  ];
  /** What all beyond the limit is counted in has none of the labels of the others. */
  const beyond = (of: string, lasts: Duration): InputSeries => ({
    series: serverSpans.calls.name + selector({ job: of, instance: `${of}-0`, otel_metric_overflow: "true" }),
    values: gauge([
      { for: leadIn, is: "absent" },
      { for: lasts, at: 1 },
      { for: hours(1), is: "ended" },
    ]),
  });
  const due = together(pendingFor, minutes(2));
  const story = (when: string, overflowing: readonly InputSeries[], look = due): Story => ({
    when,
    given: [...[job, ...same, ...others].flatMap(counted), ...overflowing],
    at: together(leadIn, look),
  });
  const labels: FiringStory["labels"] = [{ job }];
  return {
    quiet: [
      story("all that is counted is told apart", []),
      story("it is so for less long than is waited", [beyond(job, seconds(30))], seconds(30)),
      ...others
        .slice(0, 1)
        .map((other) => story("it happens to what the other level tells of", [beyond(other, hours(1))])),
    ],
    fires: [{ ...story("a collector of two has a series without labels", [beyond(job, hours(1))]), labels }],
  };
}
