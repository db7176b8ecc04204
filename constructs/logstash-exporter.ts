import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Environment } from "../environments/environment";
import { authorityKey, logstashCaSecret, namespace, releases } from "../environments/names";
import { logstashConfig, logstashModule, logstashPods, logstashStatsUrl } from "../exporters/logstash";
import { logstashMetrics } from "../signals/contracts/logstash";
import { charts } from "../versions";
import { jsonExporterPort, jsonExporterValues, secretFolder } from "./chart-values/prometheus-json-exporter";
import type { Exported, HasExports, Parts } from "./checked";
import { HelmRelease } from "./helm-release";
import { KubernetesObjects } from "./kubernetes-objects";
import { serviceMonitor } from "./service-monitor";
import { askedOverTls } from "./tls";

export interface LogstashExporterProps {
  readonly environment: Pick<Environment, "certificates" | "elk" | "exporter">;
  /** What must be there first: whoever makes the certificate that it trusts. */
  readonly after: readonly (HelmRelease | ITerraformDependable)[];
}

/** A pod tells six numbers. */
const mostSamples = 100;

/** The JSON exporter, which makes metrics of what each pod of Logstash tells of its queues. */
export class LogstashExporter extends Construct implements HasExports {
  readonly #release: HelmRelease;
  readonly #objects: KubernetesObjects;

  constructor(scope: Construct, id: string, { environment, after }: LogstashExporterProps) {
    super(scope, id);
    const name = releases.logstashExporter;
    const { certificates } = environment;
    this.#release = new HelmRelease(this, "release", {
      chart: charts.jsonExporter,
      name,
      values: jsonExporterValues({
        name,
        size: environment.exporter,
        config: logstashConfig(`${secretFolder}/${authorityKey}`),
        secretFile: { from: { secret: logstashCaSecret, key: authorityKey }, name: authorityKey },
        tls: certificates !== undefined,
      }),
      after,
    });
    this.#objects = new KubernetesObjects(this, "objects", {
      name: `${name}-scrape`,
      after,
      objects: [
        serviceMonitor({
          name,
          service: { namespace, name },
          sampleLimit: mostSamples,
          endpoints: logstashPods(environment.elk.logstash.replicas).map((pod) => ({
            port: jsonExporterPort,
            job: name,
            node: pod,
            path: "/probe",
            params: { module: [logstashModule], target: [logstashStatsUrl(pod)] },
            keeps: logstashMetrics.metrics,
            ...(certificates && { tls: askedOverTls() }),
          })),
        }),
      ],
    });
  }

  parts(): Parts {
    return [...this.#release.parts(), ...this.#objects.parts()];
  }

  exports(): Exported[] {
    return [{ contract: logstashMetrics }];
  }
}
