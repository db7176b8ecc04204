import type { ElkSettings } from "../environments/elk";
import type { Logging } from "../logs/disk";
import { tierDisks } from "../logs/disk";
import { indicesAllowed, indicesOf, shardsAllowed, shardsOf } from "../logs/shards";
import type { Demand } from "./demand";
import { exactly } from "./demand";
import { sum } from "./series";

/**
 * Bytes on disk for each byte of memory of a node, up to which it answers well (Elastic, "Benchmarking and sizing your
 * Elasticsearch cluster for logs and metrics": 1:30 where lines are written, 1:160 where they are only kept).
 */
export const dataPerMemory = { hot: 30, warm: 160 } as const;

/**
 * What Elasticsearch needs: of disks as much as `logs-exceed-disk` reckons, up to the low watermark and with a node to
 * spare; of memory as much as goes with that; and how many shards and indices there will be of those that are allowed.
 */
export function elasticsearchDemands(logging: readonly Logging[], elk: ElkSettings): Demand[] {
  const indices = sum(logging.map((component) => indicesOf(component, elk)));
  const all = { component: "Elasticsearch", each: "all nodes", unit: "count" } as const;
  return [
    ...tierDisks(logging, elk).flatMap(({ tier, needed, available }): Demand[] => {
      const { replicas = 1, memory = { bytes: 0 } } = elk.elasticsearch[tier] ?? {};
      const component = `Elasticsearch, ${tier}` as const;
      return [
        {
          ...{ component, of: "disk", unit: "bytes", each: "all nodes", has: available.bytes },
          needs: exactly(needed.bytes),
          formula: "bytes a day × days × 1.1 × (1 + copies); up to 85 %, one node lost",
        },
        {
          ...{ component, of: "memory", unit: "bytes", each: "each node", has: memory.bytes },
          needs: exactly(needed.bytes / replicas / dataPerMemory[tier]),
          formula: `a byte for every ${dataPerMemory[tier]} that the node keeps`,
        },
      ];
    }),
    {
      ...{ ...all, of: "shards", has: shardsAllowed(elk) },
      needs: exactly(shardsOf(logging, elk)),
      formula: "an index a component and rollover, with its copies; 1,000 a node",
    },
    {
      ...{ ...all, of: "indices", has: indicesAllowed(elk) },
      needs: exactly(indices),
      formula: "3,000 for each GiB of the masters' heap",
    },
  ];
}
