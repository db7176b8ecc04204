import { units } from "../units/unit";

/**
 * How full a disk of Elasticsearch is when it begins to spare it: its defaults of
 * `cluster.routing.allocation.disk.watermark.{low,high,flood_stage}`, which nothing here changes.
 */
export const watermarks = {
  /** The node is given no further shard. */
  low: 0.85,
  /** It gives some away, and what was closed is opened again once the disk is below. */
  high: 0.9,
  /** Every index that has a shard there takes no more lines. */
  flood: 0.95,
} as const;

/** For people: `85 %`. */
export const watermarkText = {
  low: units.ratio.text(watermarks.low),
  high: units.ratio.text(watermarks.high),
  flood: units.ratio.text(watermarks.flood),
} as const;
