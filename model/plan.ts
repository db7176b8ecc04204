import type { Monitored } from "./resource";

/** A row of the metrics plan: what is to be measured of what, under which labels. Coverage proves each of them. */
export interface PlannedMetric {
  /** As the plan numbers it. */
  readonly number: number;
  /** As the plan says it. */
  readonly title: string;
  readonly of: Monitored;
  /** The id of the signal that answers it: `http-requests`. */
  readonly signal: string;
  /** Those and no others stand on its recorded series. */
  readonly labels: readonly string[];
}
