/** The stand-in for Elasticsearch, with the pipelines and templates of components: what a line becomes, as it is stored. */
import { fieldsOf } from "../../../logs/component-fields";
import { dataStreamOf } from "../../../logs/names";
import { pipelineOf, sharedPipelines } from "../../../logs/pipelines";
import type { Pipeline } from "../../../logs/processor";
import { redaction } from "../../../logs/redaction";
import type { ComponentTemplate } from "../../../logs/templates";
import { commonTemplate, indexTemplate, ownTemplate } from "../../../logs/templates";
import type { Component } from "../../../model/component";
import type { Json, OpenSearch, OpenSearchProps, SearchClient } from "./opensearch";
import { creations, startOpenSearch } from "./opensearch";
import { templateForStandIn } from "./stand-in";

/** Of all that is stored here. */
export const environmentName = "test";

export interface LogEngine extends OpenSearch {
  /**
   * Stores events, and finds what became of each, in their order.
   * @throws if one is refused, with the engine's words, or comes to stand elsewhere than in its component's data stream
   */
  readonly store: (component: Component, events: readonly Json[]) => Promise<readonly Json[]>;
}

export async function startLogEngine(
  components: readonly Component[],
  props: OpenSearchProps = {},
): Promise<LogEngine> {
  const engine = await startOpenSearch(props);
  try {
    await putLogs(engine, components);
  } catch (error) {
    await engine.stop();
    throw error;
  }
  return {
    ...engine,
    store: (component, events) => store(engine, component, events),
  };
}

/** An event as Filebeat and Logstash send it: the line, when it was read, and who wrote it. */
export const eventOf = (component: Component, line: string, more: Json = {}): Json => ({
  "@timestamp": readAt,
  message: line,
  service: { name: component.name },
  data_stream: { type: "logs", dataset: component.name.replaceAll("-", "."), namespace: environmentName },
  ...more,
});

/** When every line of the tests was read. */
export const readAt = "2026-03-14T09:26:53.589Z";

async function putLogs(engine: SearchClient, components: readonly Component[]): Promise<void> {
  const common = commonTemplate({ redaction: redaction.name, copies: 0 });
  for (const pipeline of [...sharedPipelines(components), redaction]) await putPipeline(engine, pipeline);
  await putComponentTemplate(engine, common);
  for (const component of components) {
    const pipeline = pipelineOf(component);
    await putPipeline(engine, pipeline);
    const facts = { component, fields: fieldsOf(component), pipeline: pipeline.name, policy: "none" };
    await putComponentTemplate(engine, ownTemplate(facts));
    const { name, pattern, priority, composedOf } = indexTemplate(component, environmentName);
    const template = { index_patterns: [pattern], priority, composed_of: composedOf, data_stream: {} };
    await engine.request("PUT", `/_index_template/${name}`, templateForStandIn(template));
  }
}

const putPipeline = (engine: SearchClient, { name, description, processors, onFailure }: Pipeline): Promise<unknown> =>
  engine.request("PUT", `/_ingest/pipeline/${name}`, { description, processors, on_failure: onFailure });

const putComponentTemplate = (engine: SearchClient, { name, settings, mapping }: ComponentTemplate): Promise<unknown> =>
  engine.request(
    "PUT",
    `/_component_template/${name}`,
    templateForStandIn({ template: { settings, mappings: mapping } }),
  );

async function store(engine: SearchClient, component: Component, events: readonly Json[]): Promise<readonly Json[]> {
  const stream = dataStreamOf(component, environmentName);
  const items = await engine.bulk(creations(events), stream);
  const lost = items.flatMap(({ error, index }, at) =>
    error || !index.startsWith(`.ds-${stream}-`)
      ? [`${JSON.stringify(events[at]).slice(0, 300)}: ${error ?? `stored in ${index}`}`]
      : [],
  );
  if (lost.length > 0) throw new Error(`${lost.length} lines were lost:\n${lost.join("\n")}`);
  const docs = items.map(({ index, id }) => ({ _index: index, _id: id }));
  const found = await engine.request<{ docs: readonly { _source: Json }[] }>("POST", "/_mget", { docs });
  return found.docs.map(({ _source }) => _source);
}
