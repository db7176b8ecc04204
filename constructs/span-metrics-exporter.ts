import { Construct } from "constructs";
import type { Environment } from "../environments/environment";
import { namespace } from "../environments/names";
import { ports, spanMetricsConfig } from "../exporters/span-metrics";
import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import type { HttpService } from "../model/http-service";
import { originOf } from "../model/origin";
import { charts } from "../versions";
import { collectorValues } from "./chart-values/opentelemetry-collector";
import { HelmRelease } from "./helm-release";

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
      values: collectorValues({ name, size: environment.exporter, config: spanMetricsConfig(services), ports }),
    });
  }
}

/**
 * A service that is not among those an exporter counts; nor is another by its name, for routes and objectives are what
 * an exporter counts by.
 */
export const checkExporter = (service: HttpService, counted: readonly HttpService[]): Finding[] => {
  if (counted.includes(service)) return [];
  const source = originOf(service);
  return [
    error({
      id: "exporter-without-service",
      where: `${service.name}.exporter`,
      ...(source && { source }),
      what: `it counts ${counted.map(({ name }) => name).join(", ") || "nothing"}, and not this service as it is described.`,
      why: "an exporter drops the spans of all other services: panels would stay empty and alerts quiet.",
      fix: `list ${service.name} among the exporter's services, or leave it an exporter of its own.`,
    }),
  ];
};
