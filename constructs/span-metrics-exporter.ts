import { Construct } from "constructs";
import type { ScrapeTarget } from "../alerts/target";
import type { Environment } from "../environments/environment";
import { ports, spanMetricsConfig } from "../exporters/span-metrics";
import { checkSeriesBudget } from "../exporters/series-budget";
import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import type { HttpService } from "../model/http-service";
import { originOf } from "../model/origin";
import { collectorFlows } from "../network/slices";
import { charts } from "../versions";
import { collector } from "../signals/contracts/collector";
import { spanMetrics } from "../signals/contracts/span-metrics";
import type { Exported, HasExports, HasFindings, Parts } from "./checked";
import { collectorValues } from "./chart-values/opentelemetry-collector";
import { HelmRelease } from "./helm-release";
import { NetworkAccess } from "./network-access";

export interface SpanMetricsExporterProps {
  /** Name of the release, its pods and its Service. */
  readonly name: string;
  readonly environment: Pick<Environment, "exporter" | "certificates">;
  /** Services whose spans it counts; those of others are dropped. */
  readonly services: readonly HttpService[];
}

/**
 * OpenTelemetry collectors that turn the server spans of HTTP services into metrics. Services send all their spans,
 * unsampled, to its Service.
 */
export class SpanMetricsExporter extends Construct implements HasFindings, HasExports {
  /**
   * How Prometheus scrapes the exporter. The operator names the job after the Service, the chart names that after the
   * release.
   */
  readonly target: ScrapeTarget;
  readonly services: readonly HttpService[];
  readonly #release: HelmRelease;
  readonly #network: NetworkAccess;

  constructor(scope: Construct, id: string, { name, environment, services }: SpanMetricsExporterProps) {
    super(scope, id);
    this.target = { job: name, port: "red" };
    this.services = services;
    this.#release = new HelmRelease(this, "release", {
      chart: charts.openTelemetryCollector,
      name,
      values: collectorValues({
        name,
        size: environment.exporter,
        config: spanMetricsConfig(services, environment),
        services: services.length,
        ports,
        tls: environment.certificates !== undefined,
      }),
    });
    this.#network = new NetworkAccess(this, "network", { name, flows: collectorFlows(name, services, environment) });
  }

  findings(): Finding[] {
    return this.services.flatMap((service) => checkSeriesBudget(service, this.services));
  }

  parts(): Parts {
    return [...this.#release.parts(), ...this.#network.parts()];
  }

  exports(): Exported[] {
    return [{ contract: spanMetrics, of: this.services.map(({ name }) => name) }, { contract: collector }];
  }
}

/**
 * A finding if a service is not among those that an exporter counts; another by its name does not do, for routes and
 * objectives are what an exporter counts by.
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
