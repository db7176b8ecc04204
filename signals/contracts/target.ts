/** The labels Prometheus itself puts on every series of a pod that a ServiceMonitor selects. */
export const podLabels = ["job", "instance", "namespace", "pod", "container"] as const;
