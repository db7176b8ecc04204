/** A need between two bounds; where a formula has no range they are one. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** The range of a need that is known to the unit. */
export const exactly = (need: number): Range => ({ low: need, high: need });

/** The unit in which a need is counted, by what is needed. */
interface Units {
  readonly memory: "bytes";
  readonly disk: "bytes";
  readonly processors: "cores";
  readonly shards: "count";
  readonly indices: "count";
}

interface Reckoned {
  /** Whether `needs` and `has` are those of one pod, or of all nodes together. */
  readonly each: "each replica" | "each of three" | "each node" | "all nodes";
  readonly needs: Range;
  /** What the environment gives of it, in the same unit. */
  readonly has: number;
  /** How `needs` is reckoned, in words and with the figures that go into it. */
  readonly formula: string;
}

/** A type for each thing that a component needs: a `switch` that leaves one out does not compile. */
type DemandOf<Component extends string, Of extends keyof Units> = {
  readonly [One in Of]: Reckoned & { readonly component: Component; readonly of: One; readonly unit: Units[One] };
}[Of];

/** What each Prometheus needs. */
export type PrometheusDemand = DemandOf<"Prometheus", "memory" | "disk" | "processors">;

/** What each ingester of Mimir needs. */
export type IngesterDemand = DemandOf<"Mimir, ingester", "memory" | "disk">;

/** What the nodes of Elasticsearch of one tier need. */
export type TierDemand =
  DemandOf<"Elasticsearch, hot", "memory" | "disk"> | DemandOf<"Elasticsearch, warm", "memory" | "disk">;

/** What Elasticsearch as a whole needs. */
export type ClusterDemand = DemandOf<"Elasticsearch", "shards" | "indices">;

/** What one part of the monitoring needs of something, and what the environment gives it. */
export type Demand = PrometheusDemand | IngesterDemand | TierDemand | ClusterDemand;

/** So much of what there is may be taken by an estimate without a word: it is one, and systems grow. */
export const headroom = 0.8;

/** Whether what is needed is more than there is in any case; or, at the most, nearly all of it. */
export function verdictOf({ needs, has }: Pick<Demand, "needs" | "has">): "too small" | "near" | "enough" {
  if (!(needs.low <= has)) return "too small";
  return needs.high <= headroom * has ? "enough" : "near";
}
