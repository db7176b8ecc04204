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
  /** Namespace in which the pods of its controller run: nobody else gets to what it serves. */
  readonly namespace: string;
  /** An existing TLS Secret in the namespace of the monitoring. */
  readonly tlsSecret: string;
  /**
   * Ranges of addresses that may ask, `10.0.0.0/8`, as the controller sees them: behind a load balancer that keeps the
   * client's. @default everybody who reaches the controller
   */
  readonly allows?: readonly [string, ...string[]];
}
