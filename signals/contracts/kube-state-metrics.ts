import { gauge } from "../../promql/metric";

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
