import { scrapeInterval } from "../../environments/scrape";
import { counter, gauge } from "../../promql/metric";
import { charts } from "../../versions";
import type { MetricContract } from "./contract";
import { asIn } from "./contract";

/**
 * cAdvisor is part of the kubelet, and its version the cluster's: since Kubernetes 1.16 these names and labels are the
 * same (pkg/kubelet/server, `containerPrometheusLabelsFunc`). The chart's ServiceMonitor honours them, so `namespace`,
 * `pod` and `container` are the measured container's; `instance` and `node` are the kubelet's, `service` and `endpoint`
 * its Service and port. `id` and `name` change with each restart of a container.
 */
const labels = [
  "job",
  "instance",
  "service",
  "endpoint",
  "metrics_path",
  "node",
  "namespace",
  "pod",
  "container",
  "id",
  "name",
  "image",
] as const;

/** What running containers take. Rows of whole pods and nodes are dropped at the scrape: nothing is counted twice. */
export const containers = {
  /** CPU time that a container used. The label `cpu` is always `total`: the kubelet does not ask for single CPUs. */
  cpu: counter("container_cpu_usage_seconds_total", [...labels, "cpu"], "CPU seconds that a container used"),
  /** CPU periods of a container; only one that has a CPU limit has any. */
  periods: counter("container_cpu_cfs_periods_total", labels, "periods in which a container wanted CPU"),
  throttledPeriods: counter(
    "container_cpu_cfs_throttled_periods_total",
    labels,
    "periods in which a container had to wait, its limit used up",
  ),
  workingSet: gauge(
    "container_memory_working_set_bytes",
    labels,
    "memory that a container holds, without the files that the kernel can drop first",
  ),
};

export const cadvisor: MetricContract = {
  exporter: "cAdvisor in the kubelet",
  version: asIn(charts.kubePrometheusStack),
  scrapedEvery: scrapeInterval,
  metrics: Object.values(containers),
};
