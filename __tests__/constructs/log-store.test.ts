import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "@jest/globals";
import { addElasticstackProvider } from "../../constructs/elasticstack-provider";
import { LogStore } from "../../constructs/log-store";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import { commonTemplate } from "../../logs/templates";
import { providers } from "../../versions";
import { componentNamed, components, logStack } from "../support/log-stack";
import { plain } from "../support/plain-text";
import { synthesizedStack } from "../support/synthesized";
import { testApp } from "../support/test-app";

const { stack, store } = logStack("shop-api");
const synthesized = synthesizedStack(stack);
const resource = (type: string, name: string) => synthesized.resource[`elasticstack_${type}`]?.[name];

describe("what all logs have in common", () => {
  it("is a template, the redaction, a space, a view over everything with its search, and copies", () => {
    expect(
      plain(
        store
          .parts()
          .map(
            ({ terraformResourceType, friendlyUniqueId }) =>
              `${terraformResourceType.replace("elasticstack_", "")} ${friendlyUniqueId}`,
          )
          .join("\n"),
      ),
    ).toMatchInlineSnapshot(`
     elasticsearch_component_template monitoring-logs
     elasticsearch_ingest_pipeline monitoring-redact
     elasticsearch_ingest_pipeline monitoring-http
     elasticsearch_ingest_pipeline monitoring-database
     elasticsearch_ingest_pipeline monitoring-broker
     elasticsearch_ingest_pipeline monitoring-platform
     kibana_space production
     kibana_data_view logs-all
     kibana_default_data_view production
     kibana_import_saved_objects logs-all
     elasticsearch_snapshot_repository logs
     elasticsearch_snapshot_lifecycle logs-daily
    `);
  });

  it("redacts each line last, and keeps none that Elasticsearch could not take where people search", () => {
    const { template } = resource("elasticsearch_component_template", "monitoring-logs") as {
      template: { settings: string; mappings: string };
    };
    const { settings, mapping } = commonTemplate({ redaction: "monitoring-redact", copies: 1 });
    expect(JSON.parse(template.settings)).toEqual(settings);
    expect(JSON.parse(template.mappings)).toEqual(mapping);
  });

  it("opens with the view over everything", () => {
    expect(resource("kibana_default_data_view", "production")).toMatchObject({
      data_view_id: "${elasticstack_kibana_data_view.logs-all.data_view.id}",
      force: true,
    });
  });

  it("tells of components that would share a data stream, and of an environment that has no name for one", () => {
    const findings = (environment: Environment) =>
      new LogStore(new TerraformStack(testApp(), "twice"), "store", {
        environment,
        components: [...components, componentNamed("shop-api")],
      })
        .findings()
        .map(({ id }) => id);
    expect(findings(production)).toContain("data-stream-twice");
    expect(findings({ ...production, name: "production-eu" })).toContain("data-stream-malformed");
  });
});

describe("the provider of Elasticsearch and Kibana", () => {
  const configured = (environment: Environment) => {
    const stack = new TerraformStack(testApp(), "provider");
    addElasticstackProvider(stack, environment.elk);
    return JSON.parse(Testing.synth(stack)) as {
      provider: { elasticstack: [{ elasticsearch: object[]; kibana: object[] }] };
      terraform: { required_providers: { elasticstack: { version: string } } };
      variable: Record<string, object>;
    };
  };

  it("is pinned to the very version, and signs in with a password that stands nowhere", () => {
    const { terraform, provider, variable } = configured(production);
    expect(terraform.required_providers.elasticstack.version).toBe(providers.elasticstack);
    const access = { username: "terraform", password: "${var.elasticsearch_password}" };
    expect(provider.elasticstack).toEqual([
      {
        elasticsearch: [{ ...access, endpoints: ["https://elasticsearch.example.com"] }],
        kibana: [{ ...access, endpoints: ["https://kibana.example.com"] }],
      },
    ]);
    expect(variable).toMatchObject({ elasticsearch_password: { sensitive: true, nullable: false } });
    expect(variable.elasticsearch_password).not.toHaveProperty("default");
  });

  it("believes any certificate at the end of a tunnel of kubectl, and at no other", () => {
    expect(configured(local).provider.elasticstack[0]).toMatchObject({
      elasticsearch: [{ insecure: true }],
      kibana: [{ insecure: true }],
    });
    const { elasticsearch, kibana, ...elk } = local.elk;
    const elsewhere = {
      ...elk,
      elasticsearch: { ...elasticsearch, url: "https://elasticsearch.example.com" },
      kibana: { ...kibana, url: "https://kibana.example.com" },
    };
    expect(JSON.stringify(configured({ ...local, elk: elsewhere }).provider)).not.toContain("insecure");
  });
});
