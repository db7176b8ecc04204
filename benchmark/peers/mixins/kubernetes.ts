import type { Workload } from "../../../model/workload";
import { hours, minutes } from "../../../units/quantities";
import type { Disk } from "../disks";
import type { PeerRule, Source } from "../peer";
import { promql } from "../peer";

export const kubernetesSource: Source = {
  repository: "https://github.com/kubernetes-monitoring/kubernetes-mixin",
  files: ["alerts/apps_alerts.libsonnet", "alerts/resource_alerts.libsonnet", "alerts/storage_alerts.libsonnet"],
  commit: "aa38e2bfa7ea6ec6870420b483046afe790a6411",
  licence: "Apache-2.0",
};

/**
 * The mixin's rules on pods. That a container waits to be started again is not measured here: one that began anew twice
 * within a quarter of an hour does.
 */
export const ofPods = (workloads: readonly Workload[]): PeerRule[] => workloads.flatMap(ofWorkload);

function ofWorkload(workload: Workload): PeerRule[] {
  const { namespace, deployment } = workload;
  const pods = `namespace="${namespace}", pod=~"${deployment}-.+"`;
  const replicas = (metric: string) =>
    `kube_deployment_${metric}{namespace="${namespace}", deployment="${deployment}"}`;
  const throttled = (what: string) =>
    `sum(increase(container_cpu_cfs_${what}_total{${pods}, container!=""}[5m])) by (namespace, pod, container)`;
  return [
    {
      name: "KubePodCrashLooping",
      severity: "warning",
      of: workload,
      expr: promql(`changes(kube_pod_container_status_restarts_total{${pods}}[15m]) >= 2`),
      pendingFor: minutes(15),
    },
    {
      name: "KubeDeploymentReplicasMismatch",
      severity: "warning",
      of: workload,
      expr: promql(`${replicas("spec_replicas")} > ${replicas("status_replicas_available")}`),
      pendingFor: minutes(15),
    },
    {
      name: "CPUThrottlingHigh",
      severity: "info",
      of: workload,
      expr: promql(`${throttled("throttled_periods")} / ${throttled("periods")} > 25 / 100`),
      pendingFor: minutes(15),
    },
  ];
}

/** The mixin's rules on volumes; without those on inodes. */
export const ofVolumes = (disks: readonly Disk[]): PeerRule[] =>
  disks.flatMap(({ of, free, inFourDays }): PeerRule[] => [
    {
      name: "KubePersistentVolumeFillingUp",
      severity: "critical",
      of,
      expr: promql(`${free} < 0.03`),
      pendingFor: minutes(1),
    },
    {
      name: "KubePersistentVolumeFillingUp",
      severity: "warning",
      of,
      expr: promql(`${free} < 0.15 and ${inFourDays("6h")} < 0`),
      pendingFor: hours(1),
    },
  ]);
