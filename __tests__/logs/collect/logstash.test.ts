import { describe, expect, it } from "@jest/globals";
import { assert, property, string } from "fast-check";
import { environments } from "../../../environments";
import { namespace } from "../../../environments/names";
import { production } from "../../../environments/production";
import { checkDataStreams } from "../../../logs/check-names";
import { logstashPipeline, logstashSettings } from "../../../logs/collect/logstash";
import { printLogstash } from "../../../logs/collect/logstash-config";
import { dataStreamOf, datasetOf } from "../../../logs/names";
import type { Component } from "../../../model/component";
import { componentsOf } from "../../../model/component";
import { system } from "../../../system";
import { hostile } from "../../support/collect/hostile";
import { placeholders, readLogstash } from "../../support/collect/logstash-reader";

const components = componentsOf(system, namespace);
const printed = logstashPipeline(components, production);
const read = readLogstash(printed);

const routesIn = (config: string) =>
  readLogstash(config).filter?.find(({ name }) => name === "translate")?.options.dictionary;

describe("what Logstash does", () => {
  it("reads as what was meant", () => {
    expect(printed).toMatchInlineSnapshot(`
     "input {
       beats {
         id => "beats"
         port => 5044
         enrich => "none"
         ssl_enabled => true
         ssl_certificate => "/mnt/elastic-internal/http-certs/tls.crt"
         ssl_key => "/mnt/beats-key/tls.key"
       }
     }
     filter {
       mutate {
         id => "distrust"
         remove_field => "data_stream"
       }
       translate {
         id => "route"
         source => "[service][name]"
         target => "[data_stream][dataset]"
         dictionary => {
           "shop-api" => "shop.api"
           "crm-api" => "crm.api"
           "mes-api" => "mes.api"
           "shop-db" => "shop.db"
           "rabbitmq" => "rabbitmq"
           "platform" => "platform"
         }
       }
     }
     output {
       elasticsearch {
         id => "elasticsearch"
         hosts => "\${LOGS_ES_HOSTS}"
         user => "\${LOGS_ES_USER}"
         password => "\${LOGS_ES_PASSWORD}"
         ssl_certificate_authorities => "\${LOGS_ES_SSL_CERTIFICATE_AUTHORITY}"
         data_stream => true
         data_stream_type => "logs"
         data_stream_dataset => "platform"
         data_stream_namespace => "production"
       }
     }
     "
    `);
  });

  it("is to route each component to its own data stream, and none twice", () => {
    const routes = routesIn(printed) as Record<string, string>;
    expect(routes).toEqual(Object.fromEntries(components.map((component) => [component.name, datasetOf(component)])));
    expect(new Set(Object.values(routes)).size).toBe(components.length);
  });

  it("is to keep the lines of nobody where there is a template for them, and somebody who looks after it", () => {
    const option = (name: string) => read.output?.[0]?.options[`data_stream_${name}`] as string;
    expect(components.map((component) => dataStreamOf(component, production.name))).toContain(
      `${option("type")}-${option("dataset")}-${option("namespace")}`,
    );
  });

  it("is not to look into a line: nothing is parsed, dropped, sent twice or decided here", () => {
    expect(Object.entries(read).map(([section, plugins]) => [section, plugins.map(({ name }) => name)])).toEqual([
      ["input", ["beats"]],
      ["filter", ["mutate", "translate"]],
      ["output", ["elasticsearch"]],
    ]);
    expect(Object.keys(read.filter?.[0]?.options ?? {})).toEqual(["id", "remove_field"]);
  });

  it("has only options that Elasticsearch's data streams allow: any other, and Logstash does not start", () => {
    expect(Object.keys(read.output?.[0]?.options ?? {})).toEqual([
      "id",
      "hosts",
      "user",
      "password",
      "ssl_certificate_authorities",
      "data_stream",
      "data_stream_type",
      "data_stream_dataset",
      "data_stream_namespace",
    ]);
  });

  it.each([...environments])("names every plugin in %s once, for its figures go by that name", (_, environment) => {
    const ids = Object.values(readLogstash(logstashPipeline(components, environment)))
      .flat()
      .map(({ options }) => options.id);
    expect(new Set(ids).size).toBe(4);
  });

  it("takes from its environment how Elasticsearch is reached, and nothing else", () => {
    expect(placeholders(printed)).toEqual([
      "${LOGS_ES_HOSTS}",
      "${LOGS_ES_USER}",
      "${LOGS_ES_PASSWORD}",
      "${LOGS_ES_SSL_CERTIFICATE_AUTHORITY}",
    ]);
  });

  it("stays the same whatever components and environments are called; what it cannot say is told before", () => {
    const text = hostile(string({ unit: "grapheme" }));
    assert(
      property(text, text, (name, environment) => {
        const [first] = components;
        if (!first) throw new Error("no components");
        const named: Component = { ...first, name };
        const config = logstashPipeline([...components, named], { name: environment });
        expect(placeholders(config)).toEqual(placeholders(printed));
        expect(config).not.toContain("%{");
        const routes = routesIn(config) as Record<string, string>;
        const isRouted = routes[name] === datasetOf(named);
        expect(isRouted || checkDataStreams([named], "production").length > 0).toBe(true);
        expect(Object.keys(routes).length).toBe(
          components.length + (isRouted && !Object.hasOwn(routesIn(printed) as object, name) ? 1 : 0),
        );
        const { data_stream_namespace: last } = readLogstash(config).output?.[0]?.options ?? {};
        expect(last === environment || checkDataStreams([], environment).length > 0).toBe(true);
      }),
      { seed: 20_261_129, examples: [["toString", ""]] },
    );
  });

  it("says nothing that it would not read back as it was", () => {
    const text = hostile(string());
    assert(
      property(text, (value) => {
        const config = printLogstash({ input: [{ name: "beats", options: { host: value } }], filter: [], output: [] });
        expect(["", value]).toContain(readLogstash(config).input?.[0]?.options.host);
        expect(placeholders(config)).toEqual([]);
      }),
      { seed: 20_261_129 },
    );
  });
});

describe("how Logstash keeps what it cannot pass on", () => {
  it("is on its disk, the newest of what was refused", () => {
    expect(logstashSettings(production.elk.logstash)).toEqual({
      "pipeline.ecs_compatibility": "v8",
      "queue.type": "persisted",
      "queue.max_bytes": "16384mb",
      "dead_letter_queue.enable": true,
      "dead_letter_queue.max_bytes": "2048mb",
      "dead_letter_queue.storage_policy": "drop_older",
      "dead_letter_queue.retain.age": "7d",
      "ssl.reload.automatic": false,
    });
  });

  it("leaves what the operator sets to the operator", () => {
    // With either, it would not reload pipelines when they change (pkg/controller/logstash/config.go).
    for (const setting of ["config.reload.automatic", "api.http.host", "path.data"])
      expect(logstashSettings(production.elk.logstash)).not.toHaveProperty([setting]);
  });
});
