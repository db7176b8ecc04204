import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Environment } from "../environments/environment";
import { releases } from "../environments/names";
import { elasticsearchExporter } from "../signals/contracts/elasticsearch";
import { charts } from "../versions";
import { elasticsearchExporterValues } from "./chart-values/prometheus-elasticsearch-exporter";
import type { Exported, HasExports, Parts } from "./checked";
import { HelmRelease } from "./helm-release";

export interface ElasticsearchExporterProps {
  readonly environment: Pick<Environment, "exporter">;
  /** What must be there first: whoever makes the certificate that it trusts. */
  readonly after: readonly (HelmRelease | ITerraformDependable)[];
}

/** What Elasticsearch tells of itself: health, disks, memory, what it turns away, how its indices age. */
export class ElasticsearchExporter extends Construct implements HasExports {
  readonly #release: HelmRelease;

  constructor(scope: Construct, id: string, { environment, after }: ElasticsearchExporterProps) {
    super(scope, id);
    const name = releases.elasticsearchExporter;
    this.#release = new HelmRelease(this, "release", {
      chart: charts.elasticsearchExporter,
      name,
      values: elasticsearchExporterValues(name, environment.exporter),
      after,
    });
  }

  parts(): Parts {
    return this.#release.parts();
  }

  exports(): Exported[] {
    return [{ contract: elasticsearchExporter }];
  }
}
