import type { Environment } from "../environments/environment";
import type { Component } from "../model/component";
import type { Bytes, Duration } from "../units/quantities";
import { gibibytes } from "../units/quantities";
import { logName } from "./names";
import { snapshotPolicyName } from "./snapshots";

/** How long an index lives, and where: what Elasticsearch calls a lifecycle policy. Ages count from the rollover on. */
export interface LifecyclePolicy {
  readonly name: string;
  readonly hot: {
    /**
     * Age and size of an index at which the next is begun, at whichever comes first. An empty one is never rolled over.
     */
    readonly rollover: { readonly maxAge: Duration; readonly maxPrimaryShardSize: Bytes };
    /** Priority after a restart: indices of a higher one are there again first. */
    readonly priority: number;
  };
  /**
   * Phase on the warm nodes: Elasticsearch moves an index there by itself, and takes no writes before it merges.
   * @default none: it stays on the hot nodes
   */
  readonly warm?: {
    readonly minAge: Duration;
    readonly priority: number;
    /**
     * Number of segments of each shard: nothing is written any more, and one segment is read faster and takes less
     * memory than many.
     */
    readonly segments: number;
  };
  readonly delete: {
    readonly minAge: Duration;
    /** The snapshot policy that must have run before. @default none */
    readonly waitForSnapshot?: string;
  };
}

/**
 * Size of a shard at which its index is rolled over. 10–50 GB a shard, and the upper end as the limit for a rollover:
 * Elastic's "Size your shards" (9.x). Its lower end is not asked for (`min_primary_shard_size`): a component of 256 MiB
 * a day would then be deleted by the month, and not by the day. What many small shards cost is counted instead:
 * logs/shards.ts.
 */
export const largestShard: Bytes = gibibytes(50);

/** As in Elastic's own example of `set_priority`. */
const priorities = { hot: 100, warm: 50 } as const;

/** The life of the indices of one component. */
export function lifecycleOf(component: Pick<Component, "name">, { elk }: Pick<Environment, "elk">): LifecyclePolicy {
  const { rolloverAfter, hotFor, deleteAfter } = elk.retention;
  return {
    name: logName(component),
    hot: { rollover: { maxAge: rolloverAfter, maxPrimaryShardSize: largestShard }, priority: priorities.hot },
    ...(elk.elasticsearch.warm && { warm: { minAge: hotFor, priority: priorities.warm, segments: 1 } }),
    delete: { minAge: deleteAfter, ...(elk.snapshots && { waitForSnapshot: snapshotPolicyName }) },
  };
}
