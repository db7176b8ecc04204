import { Construct } from "constructs";
import type { Environment } from "../environments/environment";
import { namespace } from "../environments/names";
import { scrapeInterval } from "../environments/scrape";
import { ports, spanMetricsConfig } from "../exporters/span-metrics";
import type { HttpService } from "../model/http-service";
import { promDuration } from "../units/text";
import { charts, images } from "../versions";
import { collectorConfig } from "./collector-config";
import { HelmRelease } from "./helm-release";
import { resources } from "./resources";

export interface SpanMetricsExporterProps {
  /** Of the release, its pods and its Service. */
  readonly name: string;
  readonly environment: Pick<Environment, "exporter">;
  /** Whose spans it counts; others are dropped. */
  readonly services: readonly HttpService[];
}

/**
 * OpenTelemetry collectors that turn the server spans of HTTP services into metrics. Services send all their spans,
 * unsampled, to `otlpEndpoint`.
 */
export class SpanMetricsExporter extends Construct {
  /** The scrape job: an operator names it after the Service, the chart names that after the release. */
  readonly job: string;
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT` of the services, protocol http/protobuf. */
  readonly otlpEndpoint: string;
  readonly services: readonly HttpService[];

  constructor(scope: Construct, id: string, { name, environment, services }: SpanMetricsExporterProps) {
    super(scope, id);
    this.job = name;
    this.otlpEndpoint = `http://${name}.${namespace}.svc:${ports["otlp-http"]}`;
    this.services = services;
    new HelmRelease(this, "release", {
      chart: charts.openTelemetryCollector,
      name,
      values: spanMetricsValues(name, environment.exporter, services),
    });
  }
}

/** A scrape beyond this fails as a whole; 12 routes with all labels stay below a fifth of it. */
const sampleLimit = 30_000;

function spanMetricsValues(name: string, size: Environment["exporter"], services: readonly HttpService[]) {
  const interval = promDuration(scrapeInterval);
  const off = { enabled: false };
  return {
    fullnameOverride: name,
    // Stable pod names: a restarted pod goes on with the labels it had.
    mode: "statefulset",
    replicaCount: size.replicas,
    image: images.openTelemetryCollector,
    command: { name: "otelcol-contrib" },
    // Replaces the chart's default configuration as a whole, where `config` would be merged into it: what is tested is what runs.
    alternateConfig: collectorConfig(spanMetricsConfig(services)),
    ports: {
      "jaeger-compact": off,
      "jaeger-thrift": off,
      "jaeger-grpc": off,
      zipkin: off,
      metrics: { enabled: true, containerPort: ports.metrics, servicePort: ports.metrics, protocol: "TCP" },
      red: { enabled: true, containerPort: ports.red, servicePort: ports.red, protocol: "TCP" },
    },
    serviceAccount: { automountServiceAccountToken: false },
    resources: resources(size),
    podSecurityContext: {
      runAsNonRoot: true,
      runAsUser: 10001,
      runAsGroup: 10001,
      seccompProfile: { type: "RuntimeDefault" },
    },
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
    ...(size.replicas > 1 && {
      podDisruptionBudget: { enabled: true, minAvailable: 1 },
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: "topology.kubernetes.io/zone",
          whenUnsatisfiable: "ScheduleAnyway",
          labelSelector: { matchLabels: { "app.kubernetes.io/instance": name } },
        },
      ],
    }),
    serviceMonitor: {
      enabled: true,
      sampleLimit,
      metricsEndpoints: [
        { port: "metrics", interval },
        {
          port: "red",
          interval,
          // The target's own labels of these names, the Kubernetes Service and the port, would displace the collector's.
          relabelings: [{ action: "labeldrop", regex: "service|endpoint" }],
          metricRelabelings: [{ action: "labeldrop", regex: "exported_job|exported_instance" }],
        },
      ],
    },
  };
}
