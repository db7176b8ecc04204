import type { Duration } from "../../units/quantities";

/** As {@link Stories} of series: a search engine is shown documents, and asked what Grafana would ask. */
export interface LogStories {
  readonly quiet: readonly [LogStory, ...LogStory[]];
  readonly fires: readonly [FiringLogStory, ...FiringLogStory[]];
}

export interface LogStory {
  /** Completes “quiet when …” or “fires when …”. */
  readonly when: string;
  readonly given: readonly LoggedLines[];
}

export interface FiringLogStory extends LogStory {
  /** Of each instance that fires, the labels that its query gives it: those that it tells documents apart by. */
  readonly labels: readonly Readonly<Record<string, string>>[];
}

/** Like documents, as the component's pipeline leaves them. */
export interface LoggedLines {
  readonly count: number;
  /** How long before the moment of asking the last was written, and the first; evenly spread in between. */
  readonly ago: { readonly last: Duration; readonly first: Duration };
  /** By the full names of fields; the time comes by itself, and `service.name` where another's is not stated. */
  readonly fields: Readonly<Record<string, unknown>>;
}
