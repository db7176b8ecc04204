/** The labels of every series of an exporter's pod, as its ServiceMonitor relabels them (constructs/chart-values). */
export const podLabels = ["job", "instance", "namespace", "pod", "container", "port"] as const;
