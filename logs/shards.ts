import type { ElkSettings } from "../environments/elk";
import { days } from "../units/quantities";
import type { Logging } from "./disk";
import { bytesInIndex } from "./disk";
import { largestShard } from "./retention";

/**
 * Elasticsearch's limit of shards (`cluster.max_shards_per_node`) for each node that holds data; no index is made
 * beyond.
 */
export const shardsPerNode = 1000;

/**
 * Largest number of indices for each GiB of the masters' heap. "Fewer than 3000 indices per GB of heap on master
 * nodes": Elastic, "Size your shards" (9.x).
 */
export const indicesPerGibibyteOfHeap = 3000;

/**
 * Shards of Elasticsearch and Kibana themselves: some forty indices and a copy of each, and as many again for upgrades.
 */
const roomForSystem = 150;

/**
 * How many indices of a component there are at the most: the index that is written, those that wait for their end, and
 * for a snapshot before it.
 */
export function indicesOf({ logs }: Logging, { retention, snapshots }: ElkSettings): number {
  const { rolloverAfter, deleteAfter } = retention;
  const waiting = snapshots ? days(1).milliseconds : 0;
  const periods = 1 + Math.ceil((deleteAfter.milliseconds + waiting) / rolloverAfter.milliseconds);
  const perPeriod = (logs.perDay.bytes * bytesInIndex * rolloverAfter.milliseconds) / days(1).milliseconds;
  return periods * Math.max(1, Math.ceil(perPeriod / largestShard.bytes));
}

/** Number of all shards of all indices, with their copies; an index has one besides those. */
export const shardsOf = (components: readonly Logging[], elk: ElkSettings): number =>
  roomForSystem +
  (1 + elk.elasticsearch.copies) * components.reduce((sum, component) => sum + indicesOf(component, elk), 0);

/** How many shards Elasticsearch allows. */
export const shardsAllowed = ({ elasticsearch: { hot, warm } }: ElkSettings): number =>
  shardsPerNode * (hot.replicas + (warm?.replicas ?? 0));

/** How many indices the nodes that keep the cluster together can keep in mind: half of their memory is heap. */
export const indicesAllowed = ({ elasticsearch: { hot, masters } }: ElkSettings): number =>
  Math.floor((indicesPerGibibyteOfHeap * (masters ?? hot).memory.bytes) / 2 / 2 ** 30);
