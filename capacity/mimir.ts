import type { LongTermStore } from "../environments/long-term";
import type { Demand } from "./demand";
import type { Load } from "./prometheus";

/**
 * Bytes of a series in an ingester, of which each of the three has all: "2.5GB for every 300,000 series in memory",
 * "5GB" of disk, and "50% extra capacity for memory and disk" (grafana/mimir,
 * docs/sources/mimir/manage/run-production-environment/planning-capacity.md).
 */
const inMemory = 2.5e9 / 300_000;
const onDisk = 5e9 / 300_000;
const extra = 1.5;

/** What each ingester needs for a load of which it holds all series. */
export function mimirDemands({ series }: Load, { ingester }: LongTermStore): Demand[] {
  const each = { component: "Mimir, ingester", each: "each of three" } as const;
  return [
    {
      ...{ ...each, of: "memory", unit: "bytes", has: ingester.memory.bytes },
      needs: { low: series * inMemory, high: extra * series * inMemory },
      formula: "2.5 GB for 300,000 series, and half as much to spare",
    },
    {
      ...{ ...each, of: "disk", unit: "bytes", has: ingester.storage.bytes },
      needs: { low: series * onDisk, high: extra * series * onDisk },
      formula: "5 GB for 300,000 series, and half as much to spare",
    },
  ];
}
