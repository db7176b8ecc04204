import type { Bytes, Cores } from "../units/quantities";

/**
 * One pod's share of the cluster, and how many there are. CPU is requested and not limited: at a limit it would be
 * throttled while the node idles. Memory is both: what exceeds it is restarted, and its neighbours live on.
 */
export interface Size {
  readonly replicas: number;
  readonly cpu: Cores;
  readonly memory: Bytes;
}

export interface Ingress {
  readonly className: string;
  /** An existing TLS Secret in the namespace. */
  readonly tlsSecret: string;
}
