import { units } from "../units/unit";

/**
 * How full a disk of Elasticsearch is when it begins to spare it: its defaults of
 * `cluster.routing.allocation.disk.watermark.{low,high,flood_stage}`, which nothing here changes.
 */
export const watermarks = {
  /** Share of the disk from which on the node is given no further shard. */
  low: 0.85,
  /** Share from which on the node gives shards away, and what was closed is opened again once the disk is below. */
  high: 0.9,
  /** Share from which on every index that has a shard there takes no more lines. */
  flood: 0.95,
} as const;

/** {@link watermarks} for people: `85 %`. */
export const watermarkText = {
  low: units.ratio.text(watermarks.low),
  high: units.ratio.text(watermarks.high),
  flood: units.ratio.text(watermarks.flood),
} as const;
