import { minutes } from "../../../units/quantities";
import type { Disk } from "../disks";
import type { PeerRule } from "../peer";
import { promql } from "../peer";

/** Published rules on Kubernetes' volumes, by what is free of them; without those on inodes. */
export const ofVolumes = (disks: readonly Disk[]): PeerRule[] =>
  disks.flatMap(({ of, free, inFourDays }): PeerRule[] => [
    {
      name: "Kubernetes Volume out of disk space",
      severity: "critical",
      of,
      expr: promql(`${free} * 100 < 10`),
      pendingFor: minutes(2),
    },
    {
      name: "Kubernetes Volume full in four days",
      severity: "warning",
      of,
      expr: promql(`${inFourDays("6h:5m")} < 0`),
    },
  ]);
