import type { Monitored } from "../../model/resource";
import type { Team } from "../../model/team";
import type { Setting } from "../../scenarios/known";
import { brokerJobs } from "../../signals/use/broker-jobs";
import { brokerNode } from "../../simulation/world/broker-told";
import { resourcesOf } from "./things";

/** Something that runs full, and what is measured of it here, in PromQL. */
export interface Disk {
  readonly of: Monitored | Team;
  /** Query for the share that is free. */
  readonly free: string;
  /** Query for the bytes that are free in four days if what was in the range goes on: `6h`, `6h:5m`. */
  readonly inFourDays: (range: string) => string;
}

const fourDays = "4 * 24 * 3600";

/**
 * All disks that are measured here. Peers publish their rules on volumes for what the kubelet says of them, and it is
 * not asked for that here. They are asked of all disks that are measured in some other way, also where no volume of
 * Kubernetes is behind them.
 */
export const disksOf = (setting: Setting): Disk[] => [
  ...resourcesOf(setting, "database").map((database) =>
    disk(database, `aws_rds_free_storage_space_average{resource="${database.name}"}`, database.storage.bytes),
  ),
  ...resourcesOf(setting, "broker").map((broker) =>
    disk(broker, `rabbitmq_disk_space_available_bytes{job="${brokerJobs(broker).nodes}"}`, brokerNode.disk),
  ),
  ofPrometheus(setting),
];

const disk = (of: Monitored, free: string, bytes: number): Disk => ({
  of,
  free: `${free} / ${bytes}`,
  inFourDays: (range) => `predict_linear(${free}[${range}], ${fourDays})`,
});

/** Of what it may use: its volume is larger, and would never be full. */
function ofPrometheus({ system }: Setting): Disk {
  const [blocks, ...others] = ["storage_blocks", "wal_storage_size", "head_chunks_storage_size"].map(
    (part) => `prometheus_tsdb_${part}_bytes`,
  );
  const limit = "prometheus_tsdb_retention_limit_bytes";
  return {
    of: system.platformTeam,
    free: `(${[limit, blocks, ...others].join(" - ")}) / ${limit}`,
    inFourDays: (range) => `${[limit, ...others].join(" - ")} - predict_linear(${blocks}[${range}], ${fourDays})`,
  };
}
