import type { Labels } from "../../promql/labels";
import type { Duration } from "../../units/quantities";
import type { InputSeries } from "./series";

/**
 * Stories of an alert, what somebody who trusts it takes for granted: real Prometheus is shown such series, with the
 * recording rules as they are deployed, and has to agree.
 */
export interface Stories {
  readonly quiet: readonly [Story, ...Story[]];
  readonly fires: readonly [FiringStory, ...FiringStory[]];
  /** Faults that are over: the alert goes on for as long as it keeps firing, and no longer. @default none is told of */
  readonly passes?: readonly [PassingStory, ...PassingStory[]];
}

export interface Story {
  /** Text of the story: completes “quiet when …” or “fires when …”: `a single request fails at night`. */
  readonly when: string;
  /** Series that the exporters emit, by their contracts; nothing that a recording rule writes. */
  readonly given: readonly InputSeries[];
  /** How long after the first sample one looks: with the pending period over, if it is to fire. */
  readonly at: Duration;
  /** Time between two evaluations: a longer one is for stories of hours and days. @default a scrape */
  readonly every?: Duration;
  /** Time between two samples of `given`, where rates of them need more than one an evaluation. @default `every` */
  readonly sampledEvery?: Duration;
}

export interface FiringStory extends Story {
  /** Labels of each instance that fires, as far as its query gives them; those of the rule come on top. */
  readonly labels: readonly [Labels, ...Labels[]];
}

/**
 * A story of a fault that is over: `when` completes “fires when … until a moment ago” and “quiet when … until a while
 * ago”.
 */
export interface PassingStory extends Omit<FiringStory, "at"> {
  /** How long after the first sample the value is well again, give or take two minutes. */
  readonly well: Duration;
}
