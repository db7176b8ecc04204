/** Every version of a chart, an image or a provider, once. A chart's default image is used where none is named here. */

const prometheusCommunity = "https://prometheus-community.github.io/helm-charts";
const elastic = "https://helm.elastic.co";

export interface Chart {
  readonly name: string;
  readonly repository: string;
  readonly version: string;
}

export const charts = {
  prometheusOperatorCrds: { name: "prometheus-operator-crds", repository: prometheusCommunity, version: "31.0.1" },
  kubePrometheusStack: { name: "kube-prometheus-stack", repository: prometheusCommunity, version: "88.5.3" },
  // Moved in January 2026; under grafana.github.io the chart is frozen.
  grafana: { name: "grafana", repository: "https://grafana-community.github.io/helm-charts", version: "12.11.1" },
  openTelemetryCollector: {
    name: "opentelemetry-collector",
    repository: "https://open-telemetry.github.io/opentelemetry-helm-charts",
    version: "0.170.0",
  },
  cloudwatchExporter: {
    name: "prometheus-yet-another-cloudwatch-exporter",
    repository: prometheusCommunity,
    version: "0.47.0",
  },
  postgresExporter: { name: "prometheus-postgres-exporter", repository: prometheusCommunity, version: "8.2.0" },
  jsonExporter: { name: "prometheus-json-exporter", repository: prometheusCommunity, version: "0.19.2" },
  elasticsearchExporter: {
    name: "prometheus-elasticsearch-exporter",
    repository: prometheusCommunity,
    version: "7.4.0",
  },
  blackboxExporter: { name: "prometheus-blackbox-exporter", repository: prometheusCommunity, version: "11.17.2" },
  // Newest of what could be read whole, and run: a week's build before 6.1.0. Nothing takes it until an environment has
  // a store of all series (docs/decisions/0040-growth.md).
  mimir: {
    name: "mimir-distributed",
    repository: "https://grafana.github.io/helm-charts",
    version: "6.1.0-weekly.391",
  },
  eckOperator: { name: "eck-operator", repository: elastic, version: "3.5.0" },
  eckStack: { name: "eck-stack", repository: elastic, version: "0.20.0" },
} as const satisfies Record<string, Chart>;

export const images = {
  // The contrib build: `span_metrics` is in no other.
  openTelemetryCollector: {
    repository: "ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib",
    // The version that the live tests run: labels change from one minor version to the next. The chart would take
    // 0.158.0.
    tag: "0.155.0",
  },
  // The chart would take v0.20.1, which asks everything through new connections: when the last one is taken, it can no
  // longer tell how many there are. This version keeps one open, and is the one that the live tests run.
  postgresExporter: { tag: "v0.19.1" },
} as const;

/** Versions of the programs that charts run, where the chart decides: doctor compares them with what is there. */
export const programs = { Prometheus: "3.14.0", Grafana: "13.2.0" } as const;

/** Version of Elasticsearch, Kibana, Logstash and the Beats: all of one. There is no way back from a newer one. */
export const elasticStack = "9.5.0";

/** Terraform providers: the versions the bindings were generated from and `required_providers` demands. */
export const providers = { aws: "6.25.0", helm: "3.1.2", grafana: "4.45.1", elasticstack: "0.16.3" } as const;
