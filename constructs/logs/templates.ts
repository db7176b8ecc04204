import { ElasticsearchComponentTemplate } from "@cdktf/provider-elasticstack/lib/elasticsearch-component-template";
import { ElasticsearchIndexTemplate } from "@cdktf/provider-elasticstack/lib/elasticsearch-index-template";
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import type { ComponentTemplate, IndexTemplate } from "../../logs/templates";
import { forTerraform, terraformJson } from "../border";
import { nameInState } from "../logical-id";

export interface ComponentTemplateProps {
  readonly template: ComponentTemplate;
  /** Resources that its settings name: in a text that Terraform does not read, it sees no reference. */
  readonly after: TerraformResource[];
}

export const addComponentTemplate = (
  scope: Construct,
  id: string,
  { template: { name, settings, mapping }, after }: ComponentTemplateProps,
): ElasticsearchComponentTemplate =>
  nameInState(
    new ElasticsearchComponentTemplate(scope, id, {
      name: forTerraform(name),
      template: {
        settings: terraformJson(settings),
        mappings: terraformJson(mapping),
      },
      dependsOn: after,
    }),
    name,
  );

export interface IndexTemplateProps {
  readonly template: IndexTemplate;
  /** Component templates that it is composed of. */
  readonly after: TerraformResource[];
}

/**
 * Adds the index template of a data stream, which comes to be with its first line; a change is in force from its next
 * rollover on. Elasticsearch keeps a template for as long as its data stream lives: to be rid of both, delete the data
 * stream first.
 */
export const addIndexTemplate = (
  scope: Construct,
  id: string,
  { template: { name, pattern, priority, composedOf }, after }: IndexTemplateProps,
): ElasticsearchIndexTemplate =>
  nameInState(
    new ElasticsearchIndexTemplate(scope, id, {
      name: forTerraform(name),
      indexPatterns: [forTerraform(pattern)],
      priority,
      composedOf: composedOf.map(forTerraform),
      dataStream: {},
      // By its first line, whatever the cluster's own setting says of indices that nobody has made.
      allowAutoCreate: true,
      template: {
        /*
         * What Elasticsearch cannot take stays with Logstash, on a disk that nobody searches. A failure store would
         * keep it as it came, secrets and all, where whoever reads logs can read it.
         */
        dataStreamOptions: { failureStore: { enabled: false } },
      },
      dependsOn: after,
    }),
    name,
  );
