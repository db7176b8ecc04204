import { describe, expect, it } from "@jest/globals";
import { hasFindings } from "../../constructs/checked";
import { logArtefacts } from "../../logs/artefacts";
import { local } from "../../environments/local";
import { pipelineOf } from "../../logs/pipelines";
import { componentNamed, components, logStack } from "../support/log-stack";
import { plain } from "../support/plain-text";
import type { SynthesizedResource, SynthesizedStack } from "../support/synthesized";
import { synthesizedStack } from "../support/synthesized";

const { stack, logs, store } = logStack("shop-api");
const synthesized = synthesizedStack(stack);

const only = (type: string, name: string, of: SynthesizedStack = synthesized): SynthesizedResource => {
  const found = of.resource[type]?.[name];
  if (!found) throw new Error(`no ${type} ${name}`);
  return found;
};

/** A line for each resource: what it is, its name in the state, and what it waits for. */
const listed = (of: SynthesizedStack): string =>
  Object.entries(of.resource)
    .flatMap(([type, resources]) =>
      Object.entries(resources).map(([name, { depends_on: after = [] }]) =>
        [`${type} ${name}`, ...(after as string[])].join(" < "),
      ),
    )
    .map((line) => line.replaceAll("elasticstack_", ""))
    .filter((line) => line.includes("shop"))
    .sort()
    .join("\n");

describe("the logs of a component", () => {
  it("bring all that is made for them, each after what it names", () => {
    expect(plain(listed(synthesized))).toMatchInlineSnapshot(`
     elasticsearch_component_template log-shop-api < elasticsearch_ingest_pipeline.logs-shop-api < elasticsearch_index_lifecycle.log-shop-api
     elasticsearch_index_lifecycle log-shop-api < elasticsearch_snapshot_repository.logs < elasticsearch_snapshot_lifecycle.logs-daily
     elasticsearch_index_template log-shop-api < elasticsearch_component_template.monitoring-logs < elasticsearch_component_template.log-shop-api
     elasticsearch_ingest_pipeline logs-shop-api < elasticsearch_ingest_pipeline.monitoring-http
     grafana_dashboard log-shop-api
     grafana_folder log-shop-api
     grafana_folder_permission log-shop-api
     grafana_rule_group log-shop-api-alerts
     kibana_data_view logs-shop-api
     kibana_import_saved_objects log-shop-api < kibana_data_view.logs-shop-api
     kibana_security_role log-shop-api
    `);
  });

  it("are stored by a template of their data stream and no other", () => {
    const { index_patterns, priority, composed_of, data_stream, allow_auto_create, template } = only(
      "elasticstack_elasticsearch_index_template",
      "log-shop-api",
    );
    expect({ index_patterns, priority, composed_of, data_stream, allow_auto_create, template }).toMatchInlineSnapshot(`
     {
       "allow_auto_create": true,
       "composed_of": [
         "monitoring-logs",
         "log-shop-api",
       ],
       "data_stream": {},
       "index_patterns": [
         "logs-shop.api-production",
       ],
       "priority": 500,
       "template": {
         "data_stream_options": {
           "failure_store": {
             "enabled": false,
           },
         },
       },
     }
    `);
  });

  it("are led through a pipeline of their own, and kept by a policy of their own", () => {
    const { template } = only("elasticstack_elasticsearch_component_template", "log-shop-api");
    expect(JSON.parse((template as { settings: string }).settings)).toEqual({
      index: { default_pipeline: "logs-shop.api", lifecycle: { name: "log-shop-api" } },
    });
    const { hot, warm, delete: end } = only("elasticstack_elasticsearch_index_lifecycle", "log-shop-api");
    expect({ hot, warm, delete: end }).toMatchInlineSnapshot(`
     {
       "delete": {
         "delete": {},
         "min_age": "30d",
         "wait_for_snapshot": {
           "policy": "logs-daily",
         },
       },
       "hot": {
         "rollover": {
           "max_age": "1d",
           "max_primary_shard_size": "50gb",
         },
         "set_priority": {
           "priority": 100,
         },
       },
       "warm": {
         "forcemerge": {
           "max_num_segments": 1,
         },
         "min_age": "7d",
         "set_priority": {
           "priority": 50,
         },
       },
     }
    `);
  });

  it("are shown in the environment's space, and read by a role that can do nothing else", () => {
    const { space_id, data_view } = only("elasticstack_kibana_data_view", "logs-shop-api");
    expect(space_id).toBe("${elasticstack_kibana_space.production.space_id}");
    expect(data_view).toMatchObject({ id: "logs-shop-api", title: "logs-shop.api-production", allow_no_index: true });
    const { elasticsearch, kibana } = only("elasticstack_kibana_security_role", "log-shop-api");
    expect({ elasticsearch, kibana }).toMatchInlineSnapshot(`
     {
       "elasticsearch": {
         "indices": [
           {
             "names": [
               "logs-shop.api-production",
             ],
             "privileges": [
               "read",
               "view_index_metadata",
             ],
           },
         ],
       },
       "kibana": [
         {
           "base": [
             "read",
           ],
           "spaces": [
             "\${elasticstack_kibana_space.production.space_id}",
           ],
         },
       ],
     }
    `);
  });

  it("have a dashboard and searches that are written over, never copied", () => {
    const { overwrite, file_contents, space_id } = only("elasticstack_kibana_import_saved_objects", "log-shop-api");
    expect({ overwrite, space_id }).toEqual({
      overwrite: true,
      space_id: "${elasticstack_kibana_space.production.space_id}",
    });
    const objects = (file_contents as string)
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { type: string; id: string });
    expect(objects.map(({ type, id }) => `${type} ${id}`)).toMatchInlineSnapshot(`
     [
       "search log-shop-api-lines",
       "search log-shop-api-errors",
       "search log-shop-api-unread",
       "search log-shop-api-failed-requests",
       "search log-shop-api-slow-requests",
       "dashboard log-shop-api",
     ]
    `);
  });

  it("consist of parts, and each artefact of some of them", () => {
    const { parts } = logs.logs();
    for (const artefact of logArtefacts) expect(parts[artefact].length).toBeGreaterThan(0);
    expect(new Set(logs.parts())).toEqual(new Set(logArtefacts.flatMap((artefact) => parts[artefact])));
    // What all logs have in common is a part of each, and what those of another kind have is not.
    const others = components.filter(({ is }) => is.kind !== "http").map((component) => store.pipelineOf(component));
    expect(new Set(store.parts().filter((part) => !logs.parts().includes(part)))).toEqual(new Set(others));
  });

  it.each(components.map(({ name }) => name))("have no findings: %s", (name) => {
    const all = logStack(name).stack.node.findAll();
    expect(all.flatMap((construct) => (hasFindings(construct) ? construct.findings() : []))).toEqual([]);
  });

  it("keep escapes for their readers: what Terraform, cdktf or Helm could read arrives as it is written", () => {
    for (const { name } of components) {
      const pipeline = pipelineOf(componentNamed(name));
      const { resource } = synthesizedStack(logStack(name).stack);
      const made = Object.values(resource.elasticstack_elasticsearch_ingest_pipeline ?? {}).find(
        (one) => one.name === pipeline.name,
      );
      const arrived = (texts: unknown) => (texts as string[]).map((text) => JSON.parse(text) as unknown);
      expect(arrived(made?.processors)).toEqual(pipeline.processors);
      expect(arrived(made?.on_failure)).toEqual(pipeline.onFailure);
    }
  });

  it("wait for a copy before they are deleted, where copies are made", () => {
    const end = (of: SynthesizedStack) =>
      (only("elasticstack_elasticsearch_index_lifecycle", "log-shop-api", of).delete as Record<string, unknown>)
        .wait_for_snapshot;
    expect(end(synthesized)).toEqual({ policy: "logs-daily" });
    expect(end(synthesizedStack(logStack("shop-api", local).stack))).toBeUndefined();
  });
});
