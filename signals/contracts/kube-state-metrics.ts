import { scrapeInterval } from "../../environments/scrape";
import { gauge } from "../../promql/metric";
import { charts } from "../../versions";
import type { MetricContract } from "./contract";
import { asIn } from "./contract";

/** kube-state-metrics keeps its own `namespace`, `pod` and `container` (honorLabels). */
export const containerInfo = gauge(
  "kube_pod_container_info",
  [
    "job",
    "instance",
    "service",
    "endpoint",
    "uid",
    "namespace",
    "pod",
    "container",
    "image",
    "image_id",
    "image_spec",
    "container_id",
  ],
  "1 for every container of a pod, with its image",
);

export const kubeStateMetrics: MetricContract = {
  exporter: "kube-state-metrics",
  version: asIn(charts.kubePrometheusStack),
  scrapedEvery: scrapeInterval,
  metrics: [containerInfo],
};
