import type { Monitored } from "./resource";

/** A row of the metrics plan: what is to be measured of what, under which labels. Coverage proves each of them. */
export interface PlannedMetric {
  /** Number of the row in the plan. */
  readonly number: number;
  /** Title of the row, as the plan says it. */
  readonly title: string;
  readonly of: Monitored;
  /** The id of the signal that answers it: `http-requests`. */
  readonly signal: string;
  /** Labels of its recorded series: those and no others. */
  readonly labels: readonly string[];
}
