import type { Bytes, Duration } from "../units/quantities";
import type { Ingress, Size } from "./size";

/** How large the cluster is that keeps the logs, for how long it keeps them, and how people reach it. */
export interface ElkSettings {
  readonly elasticsearch: ElasticsearchSettings;
  readonly kibana: KibanaSettings;
  readonly logstash: LogstashSettings;
  /** CPU and memory of Filebeat on each node of the cluster. */
  readonly filebeat: Pick<Size, "cpu" | "memory">;
  readonly retention: LogRetention;
  /** Daily copies of all indices. @default none: what is deleted is gone */
  readonly snapshots?: SnapshotSettings;
}

export interface ElasticsearchSettings {
  /** Address at which Terraform reaches Elasticsearch: `https://elasticsearch.example.com`. */
  readonly url: string;
  /** Serves the host of `url` over TLS. @default none: `kubectl port-forward` */
  readonly ingress?: Ingress;
  /** Nodes that only keep the cluster together. @default none: the hot nodes do */
  readonly masters?: Size & { readonly storage: Bytes };
  /** Nodes that take what is written, and answer most questions. */
  readonly hot: NodeTier;
  /** Nodes that keep what is older, on cheaper disks. @default none: all of it stays on the hot nodes */
  readonly warm?: NodeTier;
  /** Copies of each shard besides the first. */
  readonly copies: 0 | 1 | 2;
}

export interface NodeTier extends Size {
  /** Size of each node's volume. */
  readonly storage: Bytes;
  /** @default the cluster's default storage class */
  readonly storageClass?: string;
}

export interface KibanaSettings extends Size {
  /** Address at which people reach Kibana; links of dashboards and notifications begin with it. */
  readonly url: string;
  /** Serves the host of `url` over TLS. @default none: `kubectl port-forward` */
  readonly ingress?: Ingress;
}

export interface LogstashSettings extends Size {
  /** Size of the queue on the disk of each pod: what Elasticsearch cannot take waits here, and then at the senders. */
  readonly queue: Bytes;
  /** Size of each pod's queue of lines that Elasticsearch refuses for good. */
  readonly deadLetters: Bytes;
  /** Size of each pod's volume: both queues, and room to spare. */
  readonly storage: Bytes;
  /** @default the cluster's default storage class */
  readonly storageClass?: string;
}

/** The life of an index: written until it is old or large enough, then kept, then deleted. */
export interface LogRetention {
  /** Longest time for which an index is written, until its rollover. */
  readonly rolloverAfter: Duration;
  /** Time that an index stays on the hot nodes after its rollover. Without warm nodes it stays there all its life. */
  readonly hotFor: Duration;
  /** Time from an index's rollover, when it is no longer written, to its deletion. */
  readonly deleteAfter: Duration;
}

/** Daily copies of all indices in a bucket of their own. */
export interface SnapshotSettings {
  /** Name of the bucket, unique in all of AWS. */
  readonly bucket: string;
  readonly keepFor: Duration;
}
