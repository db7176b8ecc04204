/**
 * Prometheus' arithmetic over a window of raw samples, to check recorded series against. Written after
 * `extrapolatedRate` (promql/functions.go) and `BucketQuantile` (promql/quantile.go) of Prometheus 3.16, for floats and
 * without start timestamps; the operations stand in the same order, so that the results are equal to the last bit.
 */
import type { Point } from "../../../promql/labels";

/** What `[5m]` selects at a moment: left-open, `(to − 5m, to]`, both ends in milliseconds since the epoch. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** `increase()` of a counter's samples, extrapolated to the window; undefined with fewer than two samples in it. */
export function increase(samples: readonly Point[], window: TimeWindow): number | undefined {
  return extrapolated(samples, window, (factor) => factor);
}

/** `rate()`: the increase per second of the window. */
export function rate(samples: readonly Point[], window: TimeWindow): number | undefined {
  return extrapolated(samples, window, (factor) => factor / ((window.to - window.from) / 1000));
}

function extrapolated(
  all: readonly Point[],
  { from, to }: TimeWindow,
  scaled: (factor: number) => number,
): number | undefined {
  const samples = all.filter(({ at }) => at > from && at <= to);
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last || samples.length < 2) return undefined;

  const growth = withResets(last.value - first.value, samples);
  const sampled = (last.at - first.at) / 1000;
  const betweenSamples = sampled / (samples.length - 1);
  // A gap at the edge that is longer than this means that the series starts or ends inside the window.
  const threshold = betweenSamples * 1.1;
  const reach = (gap: number) => (gap >= threshold ? betweenSamples / 2 : gap);

  const toEnd = reach((to - last.at) / 1000);
  // A counter is never extrapolated to below zero.
  const toZero = growth > 0 && first.value >= 0 ? sampled * (first.value / growth) : Infinity;
  const toStart = Math.min(reach((first.at - from) / 1000), toZero);
  return growth * scaled(sampled === 0 ? 1 : (sampled + toStart + toEnd) / sampled);
}

/** A counter that went down began again at zero: what it had counted before is added back. */
function withResets(growth: number, samples: readonly Point[]): number {
  return samples.reduce((sum, { value }, at) => {
    const before = samples[at - 1];
    return before && value < before.value ? sum + before.value : sum;
  }, growth);
}

/**
 * The moments at which a rule saw just the samples that a query for that moment finds later. A scrape is stamped when
 * it begins; a rule evaluated before it ends does not see it. Those within 300 ms after a sample are left out.
 */
export function unraced(evaluations: readonly Point[], samples: readonly Point[]): readonly Point[] {
  return evaluations.filter(({ at }) => !samples.some((sample) => sample.at <= at && at - sample.at < 300));
}

export interface Bucket {
  /** The upper bound, `Infinity` for `le="+Inf"`. */
  readonly le: number;
  /** Observations at most as large, or their rate. */
  readonly count: number;
}

/**
 * `histogram_quantile()` over a classic histogram, 0 ≤ q ≤ 1: linear inside a bucket, the last finite bound above it.
 * NaN without `+Inf`, without a second bucket and without observations, as there.
 */
export function histogramQuantile(q: number, histogram: readonly Bucket[]): number {
  const buckets = monotonic([...histogram].sort((a, b) => a.le - b.le));
  const all = buckets.at(-1);
  const highest = buckets.at(-2);
  if (all?.le !== Infinity || !highest || all.count === 0) return NaN;

  const rank = q * all.count;
  const at = buckets.findIndex(({ count }) => count >= rank);
  const bucket = buckets[at];
  if (!bucket || bucket === all) return highest.le;
  if (at === 0 && bucket.le <= 0) return bucket.le;
  const below = buckets[at - 1] ?? { le: 0, count: 0 };
  return below.le + (bucket.le - below.le) * ((rank - below.count) / (bucket.count - below.count));
}

/** Counts that never go down; differences that only rounding can have made are none. */
function monotonic(buckets: readonly Bucket[]): readonly Bucket[] {
  const result: Bucket[] = [];
  for (const { le, count } of buckets) {
    const before = result.at(-1)?.count;
    const same =
      before !== undefined &&
      (count < before || Math.abs(count - before) < 1e-12 * (Math.abs(count) + Math.abs(before)));
    result.push({ le, count: same ? before : count });
  }
  return result;
}
