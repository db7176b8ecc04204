/** A need between two bounds; where a formula has no range they are one. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

export const exactly = (need: number): Range => ({ low: need, high: need });

/** What one part of the monitoring needs of something, and what the environment gives it. */
export interface Demand {
  readonly component: "Prometheus" | "Mimir, ingester" | "Elasticsearch, hot" | "Elasticsearch, warm" | "Elasticsearch";
  readonly of: "memory" | "disk" | "processors" | "shards" | "indices";
  readonly unit: "bytes" | "cores" | "count";
  /** Of one pod, or of all nodes together. */
  readonly each: "each replica" | "each of three" | "each node" | "all nodes";
  readonly needs: Range;
  readonly has: number;
  /** In words, with its figures. */
  readonly formula: string;
}

/** So much of what there is may be taken by an estimate without a word: it is one, and systems grow. */
export const headroom = 0.8;

/** Whether what is needed is more than there is in any case; or, at the most, nearly all of it. */
export function verdictOf({ needs, has }: Pick<Demand, "needs" | "has">): "too small" | "near" | "enough" {
  if (!(needs.low <= has)) return "too small";
  return needs.high <= headroom * has ? "enough" : "near";
}
