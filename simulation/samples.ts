import type { Labels } from "../promql/labels";

/** A series with its samples, as exporters tell it and Prometheus would have scraped it. */
export interface SampledSeries {
  readonly name: string;
  readonly labels: Labels;
  /** Times of the samples: milliseconds since the epoch, rising. */
  readonly at: Float64Array;
  /**
   * Values of the samples: NaN where one was looked for and was not there; a moment at which nobody looked is none of
   * `at`.
   */
  readonly values: Float64Array;
}
