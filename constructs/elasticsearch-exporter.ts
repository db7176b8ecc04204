import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Environment } from "../environments/environment";
import { namespace, releases } from "../environments/names";
import { elasticsearchExporter } from "../signals/contracts/elasticsearch";
import { charts } from "../versions";
import {
  elasticsearchExporterPort,
  elasticsearchExporterValues,
} from "./chart-values/prometheus-elasticsearch-exporter";
import type { Exported, HasExports, Parts } from "./checked";
import { HelmRelease } from "./helm-release";
import { KubernetesObjects } from "./kubernetes-objects";
import type { Relabelling } from "./relabelling";
import { serviceMonitor } from "./service-monitor";
import { askedOverTls } from "./tls";

export interface ElasticsearchExporterProps {
  readonly environment: Pick<Environment, "certificates" | "exporter">;
  /** What must be there first: whoever makes the certificate that it trusts. */
  readonly after: readonly (HelmRelease | ITerraformDependable)[];
}

/** Of each index some, of each node a hundred: far more is a cluster that nobody looks after. */
const mostSamples = 10_000;

/** Leaves `job` and what the contract names. */
const labels: readonly Relabelling[] = [
  { sourceLabels: ["name"], targetLabel: "node" },
  { action: "labeldrop", regex: "instance|namespace|pod|container|port|cluster|host|name|mount|path|es_.*" },
];

/**
 * The exporter of what Elasticsearch tells of itself: health, disks, memory, what it turns away, how its indices age.
 */
export class ElasticsearchExporter extends Construct implements HasExports {
  readonly #release: HelmRelease;
  readonly #objects: KubernetesObjects;

  constructor(scope: Construct, id: string, { environment, after }: ElasticsearchExporterProps) {
    super(scope, id);
    const name = releases.elasticsearchExporter;
    this.#release = new HelmRelease(this, "release", {
      chart: charts.elasticsearchExporter,
      name,
      values: elasticsearchExporterValues(name, environment),
      after,
    });
    this.#objects = new KubernetesObjects(this, "objects", {
      name: `${name}-scrape`,
      after,
      objects: [
        serviceMonitor({
          // Not that of the release, which its chart's own monitor once had: one object is of one release.
          name: `${name}-scrape`,
          service: { namespace, name },
          sampleLimit: mostSamples,
          endpoints: [
            {
              port: elasticsearchExporterPort,
              job: name,
              path: "/metrics",
              params: {},
              keeps: elasticsearchExporter.metrics,
              relabels: labels,
              ...(environment.certificates && { tls: askedOverTls() }),
            },
          ],
        }),
      ],
    });
  }

  parts(): Parts {
    return [...this.#release.parts(), ...this.#objects.parts()];
  }

  exports(): Exported[] {
    return [{ contract: elasticsearchExporter }];
  }
}
