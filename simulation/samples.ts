import type { Labels } from "../promql/labels";

/** A series with its samples, as exporters tell it and Prometheus would have scraped it. */
export interface SampledSeries {
  readonly name: string;
  readonly labels: Labels;
  /** Milliseconds since the epoch, rising. */
  readonly at: Float64Array;
  /** NaN where it was looked for and is not there any more. */
  readonly values: Float64Array;
}

/** Without the moments at which nobody looked for any of them: what is missing there has not ended. */
export function looked(all: readonly SampledSeries[]): SampledSeries[] {
  const moments = new Set<number>();
  for (const { at, values } of all)
    for (const [index, moment] of at.entries()) if (!Number.isNaN(values[index])) moments.add(moment);
  return all.map((series) => {
    const { at, values } = series;
    if (at.every((moment) => moments.has(moment))) return series;
    const kept = [...at.keys()].filter((index) => moments.has(at[index] ?? NaN));
    return {
      ...series,
      at: Float64Array.from(kept, (index) => at[index] ?? NaN),
      values: Float64Array.from(kept, (index) => values[index] ?? NaN),
    };
  });
}
