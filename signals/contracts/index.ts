import { blackbox } from "./blackbox";
import { cadvisor } from "./cadvisor";
import { cloudwatch } from "./cloudwatch";
import { collector } from "./collector";
import type { MetricContract } from "./contract";
import { elasticsearchExporter } from "./elasticsearch";
import { grafana } from "./grafana";
import { kubeStateMetrics } from "./kube-state-metrics";
import { logstashMetrics } from "./logstash";
import { postgresExporter } from "./postgres";
import { prometheus } from "./prometheus";
import { rabbitmqMetrics } from "./rabbitmq";
import { rabbitmqBindings } from "./rabbitmq-bindings";
import { spanMetrics } from "./span-metrics";

/** Metric contracts of all exporters of this system. A query that names a metric of none is a finding. */
export const metricContracts: readonly MetricContract[] = [
  spanMetrics,
  prometheus,
  grafana,
  collector,
  kubeStateMetrics,
  cadvisor,
  blackbox,
  cloudwatch,
  postgresExporter,
  rabbitmqMetrics,
  rabbitmqBindings,
  elasticsearchExporter,
  logstashMetrics,
];
