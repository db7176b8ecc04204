import type { Bytes, Duration, Percent } from "../units/quantities";

/**
 * Something that happens to the system; whatever suffers from it besides follows from the world
 * (simulation/world/harm.ts).
 */
export type Fault = When & (OfService | OfPods | OfDatabase | OfBucket | OfQueue | OfBroker | OfMonitoring);

/**
 * When a fault happens. Both times are counted from the beginning of the scenario; a fault that began before it has a
 * negative `from`.
 */
export interface When {
  readonly from: Duration;
  /** When the fault ends. @default the end of the scenario, and after */
  readonly until?: Duration;
  /** How the fault comes: `ramp` grows evenly and is at its worst at `until`. @default step: the whole fault at once */
  readonly shape?: "step" | "ramp";
}

/** What a fault happens to: an HTTP service, or one of its routes. */
interface Whose {
  readonly of: string;
  /** Path of one of its routes, as described. @default all */
  readonly route?: string;
}

type OfService =
  /** A share of the requests is answered with a 5xx. */
  | (Whose & { readonly kind: "errors"; readonly share: Percent })
  /** A share of the requests takes so many times as long. */
  | (Whose & { readonly kind: "slow"; readonly times: number; /** @default 100 % */ readonly share?: Percent })
  /** So many times the usual requests: 0 is none at all, 3 a campaign or an import. */
  | (Whose & { readonly kind: "traffic"; readonly times: number })
  /** Clients that try again at once whatever fails: for each failure so many more requests. */
  | { readonly kind: "retries"; readonly of: string; readonly perFailure: number }
  /** A share of the requests is lost between clients and the service, which does not even see them. */
  | {
      readonly kind: "ingress";
      readonly of: string;
      readonly lost: Percent;
      /** Places from which nothing comes through. @default the share is lost from all of them alike */
      readonly places?: readonly string[];
    }
  /** New pods take the place of the old ones, one a minute; for so long a share of the requests fails. */
  | { readonly kind: "deploy"; readonly of: string; readonly failing: Percent };

/** Faults of the pods of a workload. */
type OfPods =
  /** Memory grows to so much of the limit. At all of it the container is killed, and begins anew. */
  | {
      readonly kind: "pod-memory";
      readonly of: string;
      readonly to: Percent;
      /** How many of the pods. @default all */
      readonly pods?: number;
    }
  /** The pods want so much of their CPU limit. Beyond all of it they wait for it, and their requests with them. */
  | { readonly kind: "pod-cpu"; readonly of: string; readonly to: Percent; readonly pods?: number }
  /** Containers crash so often. */
  | { readonly kind: "pod-crashes"; readonly of: string; readonly every: Duration; readonly pods?: number };

type OfDatabase =
  /** Nobody can connect. */
  | { readonly kind: "database-unreachable"; readonly of: string }
  /** So much of `max_connections` is taken; at all of it, whoever comes next is refused. */
  | { readonly kind: "database-connections"; readonly of: string; readonly to: Percent }
  /** So much of the storage is taken; at all of it, the instance stops. */
  | { readonly kind: "database-storage"; readonly of: string; readonly to: Percent }
  /** So many sessions wait for a lock, and the requests behind them. */
  | { readonly kind: "database-locks"; readonly of: string; readonly sessions: number }
  /** So much of the memory is in use, and so much swap within an hour. */
  | { readonly kind: "database-memory"; readonly of: string; readonly to: Percent; readonly swapPerHour: Bytes }
  /** A transaction that does not end. */
  | { readonly kind: "database-transaction"; readonly of: string };

/** A bucket has so many times as much in it. */
interface OfBucket {
  readonly kind: "bucket-size";
  readonly of: string;
  readonly times: number;
}

/** Faults of a queue of a broker, by its own name: `mes.orders`. */
type OfQueue =
  /** So many times the usual messages. */
  | { readonly kind: "queue-publish"; readonly of: string; readonly queue: string; readonly times: number }
  /** Consumers complete so many times what they usually could: 0 hang. */
  | { readonly kind: "queue-consume"; readonly of: string; readonly queue: string; readonly times: number }
  /** So many consumers are left. */
  | { readonly kind: "queue-consumers"; readonly of: string; readonly queue: string; readonly left: number };

type OfBroker =
  /** None of its nodes answers anybody. */
  | { readonly kind: "broker-unreachable"; readonly of: string }
  /** Memory in use, of the limit at which whoever publishes is blocked. */
  | { readonly kind: "broker-memory"; readonly of: string; readonly to: Percent }
  /** Disk space in use, of that below the limit at which whoever publishes is blocked. */
  | { readonly kind: "broker-disk"; readonly of: string; readonly to: Percent }
  /** Messages per second that no queue is bound for. */
  | { readonly kind: "broker-unroutable"; readonly of: string; readonly perSecond: number };

type OfMonitoring =
  /** Pods of an exporter do not answer: their `up` is 0. `job` as Prometheus calls it. */
  | {
      readonly kind: "exporter-down";
      readonly job: string;
      /** How many of the exporter's pods. @default all */
      readonly targets?: number;
    }
  /** Prometheus does not know of them any more: there is no `up` at all. */
  | { readonly kind: "target-gone"; readonly job: string }
  /** The exporter's pods begin anew, and so do their counters. */
  | { readonly kind: "counter-reset"; readonly job: string }
  /** Prometheus scrapes nothing. */
  | { readonly kind: "scrape-gap" }
  /** A share of the evaluations of a rule group fails. */
  | { readonly kind: "rules-failing"; readonly group: string; readonly share: Percent }
  /** So much of the storage that Prometheus may use is in use. */
  | { readonly kind: "prometheus-storage"; readonly to: Percent };

export type FaultKind = Fault["kind"];
