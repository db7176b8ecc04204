import type { Bytes, Duration } from "../units/quantities";
import type { Environment } from "./environment";
import type { Size } from "./size";

/**
 * One store of all series, Mimir on S3: for more of them than one Prometheus holds, or for longer than its disk does.
 * The targets are divided among shards of Prometheus, which send what they scrape there; rules are evaluated where all
 * series are, and Grafana asks there.
 */
export interface LongTermStore {
  /** Name of the bucket, unique in all of AWS. */
  readonly bucket: string;
  /** How long series are kept there. */
  readonly keepFor: Duration;
  /** How many shares the targets are divided into; each has `replicas`, which scrape the same. One copy is kept. */
  readonly shards: number;
  /** Size of each of the three ingesters, which hold the newest hours; each holds all series, one per zone. */
  readonly ingester: StoreNode;
  /** Size of each of the two store gateways, which read from the bucket what is older. */
  readonly gateway: StoreNode;
  /** Size of the compactor, which makes large blocks of small ones, and removes what is too old. */
  readonly compactor: StoreNode;
  /** Size of each pod of the {@link statelessParts}, which keep nothing. */
  readonly stateless: Share;
}

/** How many pods of each kind the store has; `stateless`, of each of the {@link statelessParts}. */
export const storePods = { ingester: 3, gateway: 2, compactor: 1, stateless: 2 } as const;

/** The parts that take series, answer queries and evaluate rules, as the chart names them. */
export const statelessParts = ["distributor", "querier", "query_frontend", "query_scheduler", "ruler"] as const;
export type StatelessPart = (typeof statelessParts)[number];

/** One pod's processors and memory. */
export type Share = Pick<Size, "cpu" | "memory">;

/** The size of a pod that has a disk. */
export interface StoreNode extends Share {
  /** Size of its volume. */
  readonly storage: Bytes;
  /** @default the cluster's default storage class */
  readonly storageClass?: string;
}

/** What can evaluate recording rules. */
export type Evaluator = "Prometheus" | "Mimir";

/** Who evaluates the recording rules of an environment: whoever has all series. */
export const evaluatorOf = ({ prometheus }: Pick<Environment, "prometheus">): Evaluator =>
  prometheus.longTerm ? "Mimir" : "Prometheus";
