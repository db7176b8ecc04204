/** The labels of every series of an exporter's pod, as its ServiceMonitor relabels them (constructs/chart-values). */
export const podLabels = ["job", "instance", "namespace", "pod", "container", "port"] as const;

/**
 * The labels of every series of an exporter's pod whose ServiceMonitor relabels nothing: `endpoint` is the port's name,
 * `service` the Kubernetes Service.
 */
export const servicePodLabels = ["job", "instance", "namespace", "service", "pod", "container", "endpoint"] as const;
