import { forHelmTemplate } from "../border";
import type { ElasticsearchValues } from "../elk/elasticsearch";
import { elasticsearchValues } from "../elk/elasticsearch";
import type { ElkFacts } from "../elk/facts";
import type { FilebeatValues } from "../elk/filebeat";
import { filebeatValues } from "../elk/filebeat";
import type { KibanaValues } from "../elk/kibana";
import { kibanaValues } from "../elk/kibana";
import type { LogstashValues } from "../elk/logstash";
import { logstashValues } from "../elk/logstash";
import { elkObjects } from "../elk/objects";
import { toYaml } from "../yaml";

/**
 * The values in use of the chart eck-stack: a section for each part, which becomes the `spec` of its custom resource.
 */
export interface EckStackValues {
  readonly "eck-elasticsearch": ElasticsearchValues;
  readonly "eck-kibana": KibanaValues;
  readonly "eck-logstash": LogstashValues;
  readonly "eck-beats": FilebeatValues;
  readonly extraObjects: readonly string[];
}

/** The cluster, as the operator is to make it. */
export const eckStackValues = (facts: ElkFacts): EckStackValues => ({
  "eck-elasticsearch": elasticsearchValues(facts),
  "eck-kibana": kibanaValues(facts),
  "eck-logstash": logstashValues(facts),
  "eck-beats": filebeatValues(facts),
  // Of all its values only these go through `tpl`.
  extraObjects: elkObjects(facts).map((object) => forHelmTemplate(toYaml(object))),
});
