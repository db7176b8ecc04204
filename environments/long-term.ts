import type { Bytes, Duration } from "../units/quantities";
import type { Environment } from "./environment";
import type { Size } from "./size";

/**
 * One store of all series, Mimir on S3: for more of them than one Prometheus holds, or for longer than its disk does. The
 * targets are divided among shards of Prometheus, which send what they scrape there; rules are evaluated where all series
 * are, and Grafana asks there.
 */
export interface LongTermStore {
  /** Name of the bucket, unique in all of AWS. */
  readonly bucket: string;
  readonly keepFor: Duration;
  /** Of each shard there are `replicas`, which scrape the same: of what they send one copy is kept. */
  readonly shards: number;
  /** Of each of three, which hold the newest hours, each of all series, and stand in three zones: one may fail. */
  readonly ingester: StoreNode;
  /** Of each of two, which read from the bucket what is older. */
  readonly gateway: StoreNode;
  /** Of the one that makes large blocks of small ones, and removes what is too old. */
  readonly compactor: StoreNode;
  /** Of each pod of the parts that keep nothing. There are two of each: they take series, answer queries, evaluate rules. */
  readonly stateless: Share;
}

export type Share = Pick<Size, "cpu" | "memory">;

export interface StoreNode extends Share {
  readonly storage: Bytes;
  /** @default the cluster's default storage class */
  readonly storageClass?: string;
}

/** Who evaluates recording rules: whoever has all series. */
export type Evaluator = "Prometheus" | "Mimir";

export const evaluatorOf = ({ prometheus }: Pick<Environment, "prometheus">): Evaluator =>
  prometheus.longTerm ? "Mimir" : "Prometheus";
