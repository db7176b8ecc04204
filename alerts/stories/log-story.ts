import type { Duration } from "../../units/quantities";

/**
 * Stories of an alert on logs, as {@link Stories} of series: a search engine is shown documents, and asked what Grafana
 * would ask.
 */
export interface LogStories {
  readonly quiet: readonly [LogStory, ...LogStory[]];
  readonly fires: readonly [FiringLogStory, ...FiringLogStory[]];
}

export interface LogStory {
  /** Text of the story: completes “quiet when …” or “fires when …”. */
  readonly when: string;
  readonly given: readonly LoggedLines[];
}

export interface FiringLogStory extends LogStory {
  /** Labels of each instance that fires, as far as its query gives them: those that it tells documents apart by. */
  readonly labels: readonly Readonly<Record<string, string>>[];
}

/** Documents that are alike, as the component's pipeline leaves them. */
export interface LoggedLines {
  readonly count: number;
  /**
   * How long before the moment of asking the last and the first was written; the others are evenly spread in between.
   */
  readonly ago: { readonly last: Duration; readonly first: Duration };
  /** Fields by their full names; the time comes by itself, and `service.name` where another's is not stated. */
  readonly fields: Readonly<Record<string, unknown>>;
}
