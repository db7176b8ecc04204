import type { Workload } from "../../../model/workload";
import { minutes } from "../../../units/quantities";
import type { PeerRule } from "../peer";
import { promql } from "../peer";

/**
 * Published rules on containers: Docker's (cAdvisor) and those of Kubernetes (kube-state-metrics). The limits are those
 * that kube-state-metrics tells. That a container waits to be started again is not measured here: one that began anew
 * twice within a quarter of an hour does (kubelet's back-off).
 */
export const ofPods = (workloads: readonly Workload[]): PeerRule[] => workloads.flatMap(ofWorkload);

function ofWorkload(workload: Workload): PeerRule[] {
  const { namespace, deployment } = workload;
  const of = `namespace="${namespace}", pod=~"${deployment}-.+"`;
  const by = "by (namespace, pod, container)";
  const rated = (metric: string) => `sum(rate(${metric}{${of}, container!=""}[5m])) ${by}`;
  const limit = (resource: string) => `sum(kube_pod_container_resource_limits{${of}, resource="${resource}"}) ${by}`;
  const restarts = `kube_pod_container_status_restarts_total{${of}}`;
  const rule = (name: string, expr: string, pendingFor = minutes(0)): PeerRule => ({
    name,
    severity: "warning",
    of: workload,
    expr: promql(expr),
    pendingFor,
  });
  return [
    rule(
      "Container High CPU utilization",
      `${rated("container_cpu_usage_seconds_total")} / ${limit("cpu")} * 100 > 80`,
      minutes(2),
    ),
    rule(
      "Container high throttle rate",
      `${rated("container_cpu_cfs_throttled_periods_total")} / ${rated("container_cpu_cfs_periods_total")} > 25 / 100`,
      minutes(5),
    ),
    rule(
      "Container High Memory usage",
      `sum(container_memory_working_set_bytes{${of}, container!=""}) ${by} / ${limit("memory")} * 100 > 80`,
      minutes(2),
    ),
    rule(
      "Kubernetes Container oom killer",
      `(${restarts} - ${restarts} offset 10m >= 1) and ignoring (reason) min_over_time(kube_pod_container_status_last_terminated_reason{${of}, reason="OOMKilled"}[10m]) == 1`,
    ),
    rule("Kubernetes pod crash looping", `changes(${restarts}[15m]) >= 2`, minutes(2)),
    rule(
      "Kubernetes Deployment replicas mismatch",
      `kube_deployment_spec_replicas{namespace="${namespace}", deployment="${deployment}"} != kube_deployment_status_replicas_available{namespace="${namespace}", deployment="${deployment}"}`,
      minutes(10),
    ),
  ];
}
