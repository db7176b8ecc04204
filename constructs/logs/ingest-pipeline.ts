import { ElasticsearchIngestPipeline } from "@cdktf/provider-elasticstack/lib/elasticsearch-ingest-pipeline";
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import type { Pipeline } from "../../logs/processor";
import { forTerraform, terraformJson } from "../border";
import { late } from "../late";
import { nameInState } from "../logical-id";

/**
 * Adds an ingest pipeline, after those that it calls. The provider compares each processor as JSON, so that neither
 * order of keys nor spelling shows.
 */
export const addPipeline = (
  scope: Construct,
  id: string,
  pipeline: Pipeline,
  after: TerraformResource[] = [],
): ElasticsearchIngestPipeline =>
  nameInState(
    new ElasticsearchIngestPipeline(scope, id, {
      name: forTerraform(pipeline.name),
      description: forTerraform(pipeline.description),
      processors: pipeline.processors.map((processor) => late(() => terraformJson(processor))),
      dependsOn: after,
      onFailure: pipeline.onFailure.map((processor) => late(() => terraformJson(processor))),
    }),
    pipeline.name,
  );
