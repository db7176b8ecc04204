import type { Bytes, Duration } from "../units/quantities";

/** What something writes to its logs. */
export interface LogFacts {
  /** How much is written in a day; how much disk it costs follows from it. */
  readonly perDay: Bytes;
  /** The longest silence that is normal: whatever says nothing for longer has lost its way to Elasticsearch. */
  readonly atLeastEvery: Duration;
  /** Lines of level error or worse within ten minutes that are more than usual. @default 20 */
  readonly errors?: number;
}

export const tolerableErrors = ({ errors }: LogFacts): number => errors ?? 20;
