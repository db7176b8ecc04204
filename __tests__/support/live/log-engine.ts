/**
 * The stand-in for Elasticsearch, with the pipelines and templates of components as synthesized: what a line becomes,
 * as it is stored.
 */
import { production } from "../../../environments/production";
import { dataStreamOf } from "../../../logs/names";
import type { Component } from "../../../model/component";
import { synthesizedLogs } from "../log-stack";
import { resourcesOf } from "../synthesized";
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

/** Whatever Terraform would be told to make, is made: texts are read as the provider reads them. */
async function putLogs(engine: SearchClient, components: readonly Component[]): Promise<void> {
  const stack = synthesizedLogs(components, { ...production, name: environmentName });
  const made = (type: string) =>
    resourcesOf(stack, `elasticstack_elasticsearch_${type}`).map(([, resource]) => resource);
  for (const { name, description, processors, on_failure } of made("ingest_pipeline"))
    await engine.request("PUT", `/_ingest/pipeline/${name as string}`, {
      description,
      processors: (processors as string[]).map(read),
      on_failure: (on_failure as string[]).map(read),
    });
  for (const { name, template } of made("component_template")) {
    const { settings, mappings } = template as { settings: string; mappings: string };
    const body = { template: { settings: read(settings), mappings: read(mappings) } };
    await engine.request("PUT", `/_component_template/${name as string}`, templateForStandIn(body));
  }
  for (const { name, index_patterns, priority, composed_of, data_stream, allow_auto_create, template } of made(
    "index_template",
  )) {
    const body = { index_patterns, priority, composed_of, data_stream, allow_auto_create, template };
    await engine.request("PUT", `/_index_template/${name as string}`, templateForStandIn(body));
  }
}

const read = (text: string) => JSON.parse(text) as Json;

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
