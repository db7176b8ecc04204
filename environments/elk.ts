import type { Bytes, Duration } from "../units/quantities";
import type { Ingress, Size } from "./size";

/** How large the cluster is that keeps the logs, for how long it keeps them, and how people reach it. */
export interface ElkSettings {
  readonly elasticsearch: ElasticsearchSettings;
  readonly kibana: KibanaSettings;
  readonly logstash: LogstashSettings;
  /** Of Filebeat on each node of the cluster. */
  readonly filebeat: Pick<Size, "cpu" | "memory">;
  readonly retention: LogRetention;
  /** @default none: what is deleted is gone */
  readonly snapshots?: SnapshotSettings;
}

export interface ElasticsearchSettings {
  /** As Terraform reaches it. */
  readonly url: string;
  /** Serves the host of `url` over TLS. @default none: `kubectl port-forward` */
  readonly ingress?: Ingress;
  /** Nodes that only keep the cluster together. @default none: the hot nodes do */
  readonly masters?: Size & { readonly storage: Bytes };
  /** Take what is written, and answer most questions. */
  readonly hot: NodeTier;
  /** Keep what is older, on cheaper disks. @default none: all of it stays on the hot nodes */
  readonly warm?: NodeTier;
  /** Copies of each shard besides the first. */
  readonly copies: 0 | 1 | 2;
}

export interface NodeTier extends Size {
  /** Of each node. */
  readonly storage: Bytes;
  /** @default the cluster's default storage class */
  readonly storageClass?: string;
}

export interface KibanaSettings extends Size {
  /** As people reach it; links of dashboards and notifications begin with it. */
  readonly url: string;
  /** Serves the host of `url` over TLS. @default none: `kubectl port-forward` */
  readonly ingress?: Ingress;
}

export interface LogstashSettings extends Size {
  /** Of the queue on the disk of each pod: what Elasticsearch cannot take waits here, and then at the senders. */
  readonly queue: Bytes;
  /** Of each pod's queue of lines that Elasticsearch refuses for good. */
  readonly deadLetters: Bytes;
  /** Of each pod's volume: both queues, and room to spare. */
  readonly storage: Bytes;
  /** @default the cluster's default storage class */
  readonly storageClass?: string;
}

/** The life of an index: written until it is old or large enough, then kept, then deleted. */
export interface LogRetention {
  /** An index is written for so long at most. */
  readonly rolloverAfter: Duration;
  /** Then it stays on the hot nodes for so long. Without warm nodes it stays there all its life. */
  readonly hotFor: Duration;
  /** From the day it was no longer written to the day it is deleted. */
  readonly deleteAfter: Duration;
}

/** Daily copies of all indices in a bucket of their own. */
export interface SnapshotSettings {
  /** Name of the bucket, unique in all of AWS. */
  readonly bucket: string;
  readonly keepFor: Duration;
}
