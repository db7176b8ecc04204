import type { PrometheusSize } from "../environments/environment";
import { scrapeInterval } from "../environments/scrape";
import type { Bytes, Duration } from "../units/quantities";
import { gibibytes, hours, inSeconds, mebibytes } from "../units/quantities";
import type { Demand, Range } from "./demand";

/**
 * Bytes of memory for each series in the head. 2 KiB: measured with 3.x where nobody asks anything (docs/capacity.md);
 * "around 3kB" had been told of 2.20 (Robust Perception, "Why does Prometheus use so much RAM?"). 8 KiB: with queries,
 * rules and what waits to be collected (Cardinality Cloud, "How do I size my Prometheus deployment?": 7 to 9 KiB).
 */
const perSeries: Range = { low: 2 * 1024, high: 8 * 1024 };

/** Before the first series. */
const empty: Range = { low: mebibytes(64).bytes, high: mebibytes(256).bytes };

/** The head keeps what is gone for up to three hours: with a deploy of everything, the pods of before. */
const renewed: Range = { low: 1, high: 1.5 };

/** "On average, Prometheus uses only around 1-2 bytes per sample" (prometheus/prometheus, docs/storage.md). */
const perSample: Range = { low: 1, high: 2 };

/**
 * The write-ahead log keeps "at least two hours of raw data" (ibid.), three between two blocks: 16 bytes a sample are
 * what it is before any compression; 9 were measured.
 */
const raw = { lasts: hours(3), perSample: 16 } as const;

/**
 * Processor seconds, measured (docs/capacity.md): 2 µs of a sample that is scraped, 95 µs of a series that a rule
 * writes where there are twenty minutes to look back upon; rules over days read more.
 */
const perScrapedSample: Range = { low: 2e-6, high: 10e-6 };
const perRecordedSeries: Range = { low: 50e-6, high: 500e-6 };

/**
 * Past so many series one Prometheus is no longer the answer: 16 GiB at 8 KiB each, half of a node of 32 GiB, and
 * minutes of replaying its log at each restart, in which nothing is alerted on.
 */
export const mostSeries = Math.floor(gibibytes(16).bytes / perSeries.high);

/** How many series there are at a time. */
export interface Load {
  /** All that are active, those that rules record included. */
  readonly series: number;
  /** Those of them that rules record. */
  readonly recorded: number;
}

/** The load of one Prometheus: all; or, with a store of all series, a share of what is scraped and nothing recorded. */
export const loadOfOne = ({ series, recorded }: Load, { longTerm }: Pick<PrometheusSize, "longTerm">): Load =>
  longTerm ? { series: (series - recorded) / longTerm.shards, recorded: 0 } : { series, recorded };

/** How many samples a second one replica takes of a load; the others scrape and keep the same. */
export const samplesPerSecond = ({ series }: Load): number => series / inSeconds(scrapeInterval);

/** What each Prometheus needs where so much is to be kept by all of them. */
export function prometheusDemands(all: Load, size: PrometheusSize): Demand[] {
  const load = loadOfOne(all, size);
  const each = { component: "Prometheus", each: "each replica" } as const;
  const perSecond = samplesPerSecond(load);
  return [
    {
      ...{ ...each, of: "memory", unit: "bytes", has: size.memory.bytes },
      needs: ranged((end) => empty[end] + load.series * renewed[end] * perSeries[end]),
      formula: "2 to 8 KiB a series; half as many again after a deploy",
    },
    {
      ...{ ...each, of: "disk", unit: "bytes", has: size.retentionSize.bytes },
      needs: diskFor(perSecond, size.retention),
      formula: "samples a second × retention × 1 to 2 bytes, and 3 h of raw log",
    },
    {
      ...{ ...each, of: "processors", unit: "cores", has: size.cpu.cores },
      needs: ranged(
        (end) =>
          perSecond * perScrapedSample[end] + (load.recorded / inSeconds(scrapeInterval)) * perRecordedSeries[end],
      ),
      formula: "2 to 10 µs a sample, 50 to 500 µs a series that a rule writes",
    },
  ];
}

/** "needed_disk_space = retention_time_seconds * ingested_samples_per_second * bytes_per_sample" (ibid.). */
const diskFor = (perSecond: number, retention: Duration): Range =>
  ranged((end) => perSecond * inSeconds(retention) * perSample[end] + perSecond * inSeconds(raw.lasts) * raw.perSample);

/** How long samples of a load are kept when they may take so much disk. */
export const keptBy = (load: Load, { bytes }: Bytes): Duration => ({
  milliseconds: Math.max(
    0,
    ((bytes / samplesPerSecond(load) - inSeconds(raw.lasts) * raw.perSample) / perSample.low) * 1000,
  ),
});

const ranged = (of: (end: keyof Range) => number): Range => ({ low: of("low"), high: of("high") });
