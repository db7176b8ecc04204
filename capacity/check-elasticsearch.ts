import type { Finding } from "../findings/finding";
import { warning } from "../findings/finding";
import type { ClusterDemand, TierDemand } from "./demand";
import { verdictOf } from "./demand";
import { amountText, needText, shareText, wholeGibibytes } from "./text";

/** What is found where nodes of a tier have too little; that their disks are too small logs/check-capacity.ts finds. */
export function checkTier(demand: TierDemand, tier: "hot" | "warm"): Finding[] {
  const isNear = verdictOf(demand) === "near";
  const field = `elk.elasticsearch.${tier}`;
  switch (demand.of) {
    case "memory":
      return isNear ? [] : [memoryBehindDisk(demand, `${field}.memory`)];
    case "disk":
      return isNear ? [logsNearLimit(demand, `${field}.storage`, `logs take ${needText(demand)}`)] : [];
  }
}

/** What is found where a limit of the cluster is near; that it is exceeded logs/check-capacity.ts finds. */
export const checkCluster = (demand: ClusterDemand): Finding[] =>
  verdictOf(demand) === "near"
    ? [logsNearLimit(demand, limited[demand.of], `logs make ${needText(demand)} ${demand.of}`)]
    : [];

/** Where each limit is set, or what it follows from. */
const limited: Readonly<Record<ClusterDemand["of"], string>> = {
  shards: "elk.retention",
  indices: "elk.elasticsearch",
};

const memoryBehindDisk = (demand: TierDemand, where: string): Finding =>
  warning({
    id: "elasticsearch-memory-behind-disk",
    where,
    what: `${needText(demand)} belong to what each node is to keep, and it has ${amountText(demand.has, demand.unit)}: ${demand.formula}.`,
    why: "searches read from the disk what others find in memory, and those of many days end in time-outs.",
    fix: `memory: gibibytes(${wholeGibibytes(demand)}), or more nodes.`,
  });

const logsNearLimit = (demand: TierDemand | ClusterDemand, where: string, logs: string): Finding =>
  warning({
    id: "logs-near-limit",
    where,
    what: `${logs}, ${shareText(demand)} of the ${amountText(demand.has, demand.unit)} that there may be.`,
    why: "beyond, nothing is written any more or no index is made, of no component; and growth is not asked for leave.",
    fix: "more storage or nodes, fewer days, or less in the logs: docs/logging.md has the reckoning.",
  });
