import { describe, expect, it } from "@jest/globals";
import { assert, property, string } from "fast-check";
import { environments } from "../../../environments";
import { namespace } from "../../../environments/names";
import { production } from "../../../environments/production";
import { literal, matchesWhole } from "../../../findings/regex";
import { filebeatConfig } from "../../../logs/collect/filebeat";
import { recordStart } from "../../../logs/collect/record-start";
import { longestRecord, sentFields } from "../../../logs/collect/sending";
import type { Component } from "../../../model/component";
import { componentsOf } from "../../../model/component";
import { system } from "../../../system";
import { asBeatReads, stringsIn } from "../../support/collect/beat-reader";
import { hostile } from "../../support/collect/hostile";

interface Template {
  readonly condition: { readonly and: readonly Condition[] };
  readonly config: readonly [Input];
}

interface Condition {
  readonly equals?: Readonly<Record<string, string>>;
  readonly regexp?: Readonly<Record<string, string>>;
}

interface Input {
  readonly id: string;
  readonly paths: readonly string[];
  readonly parsers: readonly object[];
  readonly max_bytes: number;
  readonly message_max_bytes: number;
  readonly processors: readonly { readonly add_fields: { readonly fields: { readonly name: string } } }[];
  readonly [option: string]: unknown;
}

interface Config {
  readonly "filebeat.autodiscover.providers": readonly [{ readonly templates: readonly Template[] }];
  readonly "queue.mem": { readonly events: number; readonly flush: { readonly min_events: number } };
  readonly "output.logstash": { readonly bulk_max_size: number };
  readonly [option: string]: unknown;
}

const components = componentsOf(system, namespace);
const configOf = (some: readonly Component[], environment = production) => filebeatConfig(some, environment) as Config;
const templatesOf = (config: Config) => config["filebeat.autodiscover.providers"][0].templates;

/** Who is read, by what the conditions ask for. */
const asked = ({ condition, config }: Template) => {
  const named = (kind: "equals" | "regexp") => condition.and.map((each) => each[kind]).find(Boolean) ?? {};
  return {
    namespace: asBeatReads(named("equals")["kubernetes.namespace"] ?? ""),
    pods: asBeatReads(named("regexp")["kubernetes.pod.name"] ?? ".*"),
    name: asBeatReads(asBeatReads(config[0].processors[0]?.add_fields.fields.name ?? "")),
  };
};

const config = configOf(components);
const templates = templatesOf(config);

/** Whose a pod's lines become. */
const ownersOf = (where: string, pod: string) =>
  templates
    .map(asked)
    .filter((each) => each.namespace === where && new RegExp(each.pods).test(pod))
    .map(({ name }) => name);

describe("Filebeat on the nodes", () => {
  it("reads the pods of the components, each as its own, and nobody else's", () => {
    expect(ownersOf("shop", "shop-api-7d9f8c6b5-x2x4z")).toEqual(["shop-api"]);
    expect(ownersOf("mes", "mes-api-7d9f8c6b5-x2x4z")).toEqual(["mes-api"]);
    expect(ownersOf("messaging", "rabbitmq-server-0")).toEqual(["rabbitmq"]);
    expect(ownersOf("monitoring", "kps-prometheus-0")).toEqual(["platform"]);
    expect(ownersOf("mes", "mes-api-worker-7d9f8c6b5-x2x4z")).toEqual([]);
    expect(ownersOf("shop", "old-shop-api-7d9f8c6b5-x2x4z")).toEqual([]);
    expect(ownersOf("kube-system", "coredns-7d9f8c6b5-x2x4z")).toEqual([]);
  });

  it("has nothing to do with a database in AWS", () => {
    expect(templates.map(asked).map(({ name }) => name)).toEqual([
      "shop-api",
      "crm-api",
      "mes-api",
      "rabbitmq",
      "platform",
    ]);
  });

  it("reads the folder of one container in each input, and knows the input again after the container has crashed", () => {
    for (const {
      config: [input],
    } of templates) {
      expect(input.paths).toEqual([
        "/var/log/pods/${data.kubernetes.namespace}_${data.kubernetes.pod.name}_${data.kubernetes.pod.uid}/${data.kubernetes.container.name}/*.log*",
      ]);
      expect(input.id).toBe("container-${data.kubernetes.pod.uid}-${data.kubernetes.container.name}");
      expect(JSON.stringify(input)).not.toContain("container.id");
    }
  });

  it("joins what the container runtime has cut before it looks for records", () => {
    expect(templates[0]?.config[0].parsers).toEqual([
      { container: { stream: "all", format: "cri" } },
      {
        multiline: {
          type: "pattern",
          pattern: recordStart,
          negate: true,
          match: "after",
          max_lines: 500,
          timeout: "5s",
        },
      },
    ]);
  });

  it("cuts a record where it is longer than is kept, while it is joined and when it came as one line", () => {
    const [input] = templates[0]?.config ?? [];
    expect([input?.max_bytes, input?.message_max_bytes]).toEqual([longestRecord.bytes, longestRecord.bytes]);
  });

  it.each([...environments])(
    "has room in %s for as many of the longest records as it keeps at a time",
    (_, environment) => {
      const { "queue.mem": queue, "output.logstash": output } = configOf(components, environment);
      expect(queue.events * longestRecord.bytes).toBeLessThanOrEqual(environment.elk.filebeat.memory.bytes / 4);
      expect(queue.flush.min_events).toBeLessThanOrEqual(queue.events);
      expect(output.bulk_max_size).toBe(queue.flush.min_events);
    },
  );

  it("forgets files only after it has ceased to look at them, or Filebeat would not start", () => {
    const [input] = templates[0]?.config ?? [];
    expect([input?.ignore_older, input?.clean_inactive]).toEqual(["168h", "192h"]);
  });

  it("sends who wrote a line, and nothing of itself", () => {
    expect(config.processors).toEqual([{ include_fields: { fields: sentFields.map(({ name }) => name) } }]);
    expect(sentFields.map(({ name }) => name).filter((name) => /^(agent|host|ecs|input|cloud)\b/.test(name))).toEqual(
      [],
    );
  });

  it("sends over TLS, and lets go of a connection so that pods that were added get their share", () => {
    expect(config["output.logstash"]).toEqual({
      hosts: ["logs-ls-beats.monitoring.svc:5044"],
      bulk_max_size: 512,
      ttl: "5m",
      pipelining: 0,
      ssl: { certificate_authorities: ["/mnt/logstash-authority/ca.crt"] },
    });
  });

  it("looks up nothing but its node, and of a container where its files are", () => {
    const lookups = stringsIn(config).flatMap(([, text]) => text.match(/\$\{[^}]*\}/g) ?? []);
    expect([...new Set(lookups)].sort()).toEqual([
      "${NODE_NAME}",
      "${data.kubernetes.container.name}",
      "${data.kubernetes.namespace}",
      "${data.kubernetes.pod.name}",
      "${data.kubernetes.pod.uid}",
    ]);
    // What stands before a brace or a dollar would be taken for an escape.
    for (const [, text] of stringsIn(config)) expect(text).not.toMatch(/\$[$}]/);
  });

  it("takes names as they are, whatever Filebeat and regular expressions would make of them", () => {
    const text = hostile(string());
    assert(
      property(text, text, text, (name, where, pod) => {
        const [first] = components;
        if (!first) throw new Error("no components");
        const source = { kind: "pods", namespace: where, pods: `${literal(pod)}-[0-9]+` } as const;
        const [template] = templatesOf(configOf([{ ...first, name, source }]));
        if (!template) throw new Error("no template");
        const read = asked(template);
        expect(read).toMatchObject({ name, namespace: where });
        expect(matchesWhole(read.pods.slice(1, -1), `${pod}-0`)).toBe(true);
        expect(matchesWhole(read.pods.slice(1, -1), `${pod}x-0`)).toBe(false);
      }),
      { seed: 20_261_129 },
    );
  });
});
