import type { AnsweredSeries, Answer } from "./ask";
import type { PushedSeries } from "./remote-write";
import { Samples, writeRequests } from "./remote-write";
import type { SampledSeries } from "./samples";

/** Writes series into Prometheus. @param url of Prometheus @throws if it does not take them, with its words */
export async function push(url: string, series: Iterable<PushedSeries>): Promise<void> {
  for (const body of writeRequests(series)) {
    const response = await fetch(`${url}/api/v1/write`, {
      method: "POST",
      headers: { "Content-Encoding": "snappy", "Content-Type": "application/x-protobuf" },
      body,
    });
    if (!response.ok) throw new Error(`Prometheus did not take the samples: ${(await response.text()).trim()}`);
  }
}

/** Series as Prometheus would have scraped them: where a value is missing after another, with the mark of an end. */
export function* scraped(all: readonly SampledSeries[]): Generator<PushedSeries> {
  for (const { name, labels, at, values } of all) {
    const samples = new Samples(at.length);
    let there = false;
    for (const [index, moment] of at.entries()) {
      const value = values[index] ?? NaN;
      if (!Number.isNaN(value)) samples.add(moment, value);
      else if (there) samples.end(moment);
      there = !Number.isNaN(value);
    }
    yield samples.as({ ...labels, __name__: name });
  }
}

/**
 * A series as Prometheus writes what its rules record: with the mark of an end where it is not there any more, but not
 * where the rule could not be evaluated.
 */
export function recordedAs(
  name: string,
  { labels, at, values }: AnsweredSeries,
  { refused, step, to }: Pick<Answer, "refused"> & { readonly step: number; readonly to: number },
): PushedSeries {
  const samples = new Samples(2 * at.length);
  for (const [index, moment] of at.entries()) {
    samples.add(moment, values[index] ?? NaN);
    const next = moment + step;
    if (next <= to && at[index + 1] !== next && !refused.has(next)) samples.end(next);
  }
  return samples.as({ ...labels, __name__: name });
}
