import { scrapeInterval } from "../../environments/scrape";
import { counter, gauge } from "../../promql/metric";
import { charts } from "../../versions";
import type { MetricContract } from "./contract";
import { asIn } from "./contract";
import { servicePodLabels } from "./target";

/**
 * The chart's ServiceMonitor honours the labels of kube-state-metrics: `namespace`, `pod` and `container` are those
 * that the series is about. Where it is about neither pod nor container, those two are its own.
 */
const ofContainer = [...servicePodLabels, "uid"] as const;
const ofResource = [...ofContainer, "node", "resource", "unit"] as const;

export const containerInfo = gauge(
  "kube_pod_container_info",
  [...ofContainer, "image", "image_id", "image_spec", "container_id"],
  "1 for every container of a pod, with its image",
);

/** Limits of a container: one series for each of `cpu`, `memory` and others that the manifest states. */
export const containerLimits = gauge(
  "kube_pod_container_resource_limits",
  ofResource,
  "what a container may use at most, in cores or bytes",
);

export const containerRequests = gauge(
  "kube_pod_container_resource_requests",
  ofResource,
  "what a container is promised, in cores or bytes",
);

export const containerRestarts = counter(
  "kube_pod_container_status_restarts_total",
  ofContainer,
  "how often a container was started again",
);

/** Why a container last ended; absent until it has ended once. */
export const lastTerminated = gauge(
  "kube_pod_container_status_last_terminated_reason",
  [...ofContainer, "reason"],
  "1 for the reason for which a container last ended",
);

export const replicasDesired = gauge(
  "kube_deployment_spec_replicas",
  [...servicePodLabels, "deployment"],
  "pods that a Deployment should have",
);

export const replicasAvailable = gauge(
  "kube_deployment_status_replicas_available",
  [...servicePodLabels, "deployment"],
  "pods of a Deployment that are ready",
);

export const daemonSetUnavailable = gauge(
  "kube_daemonset_status_number_unavailable",
  [...servicePodLabels, "daemonset"],
  "nodes on which a DaemonSet should have a pod that is ready, and has none",
);

export const kubeStateMetrics: MetricContract = {
  exporter: "kube-state-metrics",
  version: asIn(charts.kubePrometheusStack),
  scrapedEvery: scrapeInterval,
  metrics: [
    containerInfo,
    containerLimits,
    containerRequests,
    containerRestarts,
    lastTerminated,
    replicasDesired,
    replicasAvailable,
    daemonSetUnavailable,
  ],
};
