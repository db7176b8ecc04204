import type { MetricContract } from "./contract";
import { kubeStateMetrics } from "./kube-state-metrics";
import { prometheus } from "./prometheus";
import { spanMetrics } from "./span-metrics";

/** One for every exporter of this system. A query that names a metric of none is a finding. */
export const metricContracts: readonly MetricContract[] = [spanMetrics, prometheus, kubeStateMetrics];
