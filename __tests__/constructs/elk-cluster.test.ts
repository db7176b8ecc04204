import { describe, expect, it } from "@jest/globals";
import { parse, stringify } from "yaml";
import { eckStackValues } from "../../constructs/chart-values/eck-stack";
import { snapshotAccess } from "../../constructs/snapshot-access";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import { elasticsearchUsers, logstashAddress, namespace } from "../../environments/names";
import { production } from "../../environments/production";
import { staging } from "../../environments/staging";
import { filebeatRules } from "../../logs/collect/filebeat";
import { componentsOf } from "../../model/component";
import { system } from "../../system";
import { gibibytes } from "../../units/quantities";
import { plain } from "../support/plain-text";

const components = componentsOf(system, namespace);
const valuesOf = (environment: Environment) => eckStackValues({ environment, components });

/** As far as they are looked into here. */
interface PodSpec {
  readonly affinity?: { readonly podAntiAffinity: Readonly<Record<string, unknown[]>> };
  readonly serviceAccountName?: string;
  readonly initContainers?: readonly Container[];
  readonly containers: readonly [Container];
  readonly volumes?: readonly { readonly name: string }[];
}

interface Container {
  readonly name: string;
  readonly command?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: unknown }[];
  readonly securityContext?: object;
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
}

const podOf = ({ podTemplate }: { readonly podTemplate: { readonly spec: object } }) => podTemplate.spec as PodSpec;

const nodeSetsOf = (environment: Environment) => valuesOf(environment)["eck-elasticsearch"].nodeSets;
const rolesOf = (environment: Environment) =>
  nodeSetsOf(environment).map(({ name, count, config }) => ({ name, count, roles: config["node.roles"] }));

describe("Elasticsearch", () => {
  it("is one node that does everything on a laptop, whose kernel stays as it is", () => {
    expect(rolesOf(local)).toEqual([
      { name: "hot", count: 1, roles: ["master", "data_content", "data_hot", "ingest"] },
    ]);
    const [node] = nodeSetsOf(local);
    expect(node?.config["node.store.allow_mmap"]).toBe(false);
    expect(node && podOf(node)).toEqual({ containers: [{ name: "elasticsearch" }] });
    expect(node?.zoneAwareness).toBeUndefined();
  });

  it("keeps itself together by its hot nodes where it has no masters of their own", () => {
    expect(rolesOf(staging)).toEqual([
      { name: "hot", count: 3, roles: ["master", "data_content", "data_hot", "ingest"] },
    ]);
  });

  it("has masters, hot and warm nodes in production, of which no two do the same job on one machine or all in one zone", () => {
    expect(rolesOf(production)).toEqual([
      { name: "masters", count: 3, roles: ["master"] },
      { name: "hot", count: 3, roles: ["data_content", "data_hot", "ingest"] },
      { name: "warm", count: 3, roles: ["data_warm"] },
    ]);
    for (const set of nodeSetsOf(production)) {
      expect(set.zoneAwareness).toEqual({ topologyKey: "topology.kubernetes.io/zone" });
      expect(podOf(set).affinity?.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution).toEqual([
        {
          labelSelector: {
            matchLabels: { "elasticsearch.k8s.elastic.co/statefulset-name": `logs-es-${set.name}` },
          },
          topologyKey: "kubernetes.io/hostname",
        },
      ]);
    }
  });

  it("maps its files wherever it is not for trying out", () => {
    for (const environment of [staging, production])
      for (const set of nodeSetsOf(environment)) expect(set.config).not.toHaveProperty(["node.store.allow_mmap"]);
  });

  it("keeps its disks when it is taken away", () => {
    for (const environment of [local, staging, production])
      expect(valuesOf(environment)["eck-elasticsearch"].volumeClaimDeletePolicy).toBe("DeleteOnScaledownOnly");
  });

  it("is somebody in AWS on all its nodes where it keeps snapshots, and nobody elsewhere", () => {
    const snapshots = snapshotAccess({
      serviceAccount: "logs-es",
      roleArn: "arn:aws:iam::1:role/x",
      region: "eu-west-1",
    });
    const values = eckStackValues({ environment: production, components, snapshots });
    for (const set of values["eck-elasticsearch"].nodeSets) {
      const pod = podOf(set);
      expect(pod.serviceAccountName).toBe("logs-es");
      expect(pod.containers[0].env).toContainEqual({ name: "AWS_ROLE_ARN", value: "arn:aws:iam::1:role/x" });
      expect(pod.containers[0].volumeMounts?.map(({ name }) => name)).toEqual(pod.volumes?.map(({ name }) => name));
    }
    expect(extrasOf(values)).toContain("ServiceAccount logs-es");
    expect(extrasOf(valuesOf(production)).filter((name) => name.startsWith("ServiceAccount"))).toEqual([]);
  });
});

const extrasOf = ({ extraObjects }: ReturnType<typeof eckStackValues>) =>
  extraObjects.map((text) => {
    const { kind, metadata } = parse(text) as { readonly kind: string; readonly metadata: { readonly name: string } };
    return `${kind} ${metadata.name}`;
  });

describe("its users", () => {
  it("come from Secrets that are made by hand, and may what the roles say that come with it", () => {
    const { auth } = valuesOf(production)["eck-elasticsearch"];
    expect(auth.fileRealm.map(({ secretName }) => secretName)).toEqual(Object.values(elasticsearchUsers));
    const secret = valuesOf(production)
      .extraObjects.map((text) => parse(text) as { kind: string; metadata: { name: string }; stringData: Roles })
      .find(({ kind }) => kind === "Secret");
    expect(secret?.metadata.name).toBe(auth.roles[0]?.secretName);
    expect(Object.keys(parse(secret?.stringData["roles.yml"] ?? "") as object).sort()).toEqual(
      ["exporter", "grafana", "logstash", "terraform"].map((user) => `monitoring-${user}`),
    );
  });
  interface Roles {
    readonly "roles.yml": string;
  }
});

describe("Kibana and Elasticsearch", () => {
  it("are served over TLS by the ingress, which begins another to pods whose certificate it checks", () => {
    const { "eck-elasticsearch": elasticsearch, "eck-kibana": kibana } = valuesOf(production);
    expect([elasticsearch, kibana].map(({ ingress }) => [ingress?.hosts[0]?.host, ingress?.tls])).toEqual([
      ["elasticsearch.example.com", { enabled: true, secretName: "elasticsearch-tls" }],
      ["kibana.example.com", { enabled: true, secretName: "kibana-tls" }],
    ]);
    for (const [part, { ingress }] of [["es", elasticsearch] as const, ["kb", kibana] as const])
      expect(ingress?.annotations).toMatchObject({
        "nginx.ingress.kubernetes.io/backend-protocol": "HTTPS",
        "nginx.ingress.kubernetes.io/proxy-ssl-verify": "on",
        "nginx.ingress.kubernetes.io/proxy-ssl-name": `logs-${part}-http.monitoring.svc`,
        "nginx.ingress.kubernetes.io/proxy-ssl-secret": `monitoring/logs-${part}-http-certs-public`,
      });
  });

  it("are not served at all where nobody asked for it", () => {
    const { "eck-elasticsearch": elasticsearch, "eck-kibana": kibana } = valuesOf(local);
    expect([elasticsearch.ingress, kibana.ingress]).toEqual([undefined, undefined]);
  });
});

describe("Logstash", () => {
  const podOfLogstash = (environment: Environment) => podOf(valuesOf(environment)["eck-logstash"]);

  it("shows Beats a certificate for the name under which they look for it", () => {
    const [api, beats] = valuesOf(production)["eck-logstash"].services;
    const host = logstashAddress.split(":")[0] ?? "";
    expect(api?.tls?.selfSignedCertificate.subjectAltNames).toEqual([{ dns: host }]);
    expect(host).toBe(`logs-ls-${beats?.name ?? ""}.${namespace}.svc`);
  });

  it("finds the key of that certificate in the form that it reads, where its pipeline says", () => {
    const { initContainers = [], containers } = podOfLogstash(production);
    const folder = containers[0].volumeMounts?.[0];
    const key = initContainers.find(({ name }) => name === "beats-key")?.command?.at(-1) ?? "";
    expect(key).toBe(`${folder?.mountPath ?? ""}/tls.key`);
    expect(valuesOf(production)["eck-logstash"].pipelines[0]?.["config.string"]).toContain(`ssl_key => "${key}"`);
  });

  it("writes as a user of its own, not as the operator's, who may delete", () => {
    const secret = (key: string) => ({ secretKeyRef: { name: "elasticsearch-logstash", key } });
    expect(podOfLogstash(local).containers[0].env).toEqual(
      expect.arrayContaining([
        { name: "LOGS_ES_USER", valueFrom: secret("username") },
        { name: "LOGS_ES_PASSWORD", valueFrom: secret("password") },
      ]),
    );
  });

  it("takes half of its memory for the heap: its own default fits no size but one", () => {
    const logstash = { ...production.elk.logstash, memory: gibibytes(6) };
    const [options] = podOfLogstash({ ...production, elk: { ...production.elk, logstash } }).containers[0].env ?? [];
    expect(options).toEqual({ name: "LS_JAVA_OPTS", value: "-Xms3072m -Xmx3072m" });
  });

  it("may be drained from a node one pod at a time, as Kibana, where there are several", () => {
    const budgets = (environment: Environment) =>
      extrasOf(valuesOf(environment)).filter((name) => name.startsWith("PodDisruptionBudget"));
    expect(budgets(production)).toEqual(["PodDisruptionBudget logs-kb", "PodDisruptionBudget logs-ls"]);
    expect(budgets(local)).toEqual([]);
  });
});

describe("Filebeat", () => {
  const { daemonSet, clusterRole } = valuesOf(production)["eck-beats"];
  const pod = daemonSet.podTemplate.spec as PodSpec & { readonly tolerations: unknown };

  it("runs on every node, whatever is kept away from it", () => {
    expect(pod.tolerations).toEqual([{ operator: "Exists" }]);
  });

  it("reads what it reads, of the node and of Kubernetes, and can change neither", () => {
    expect(pod.containers[0].volumeMounts?.every(({ readOnly }) => readOnly === true)).toBe(true);
    expect(clusterRole.rules).toBe(filebeatRules);
    const verbs = filebeatRules.flatMap((rule) => rule.verbs as readonly string[]);
    expect(verbs.filter((verb) => !["get", "list", "watch"].includes(verb))).toEqual([]);
  });
});

describe("every container", () => {
  it("is denied what the profile `restricted` denies it", () => {
    const { "eck-logstash": logstash, "eck-beats": beats } = valuesOf(production);
    const containers = [
      podOf(logstash),
      beats.daemonSet.podTemplate.spec as PodSpec,
      ...nodeSetsOf(production).map(podOf),
    ]
      .flatMap(({ initContainers = [], containers }) => [...initContainers, ...containers])
      // The operator confines those of Elasticsearch and Kibana itself.
      .filter(({ name }) => name !== "elasticsearch");
    const free = containers.filter(
      ({ securityContext }) => !("capabilities" in (securityContext ?? {})) || "privileged" in (securityContext ?? {}),
    );
    expect(containers.length).toBeGreaterThan(0);
    expect(free.map(({ name }) => name)).toEqual([]);
  });
});

describe("the values of the chart in production", () => {
  const values = valuesOf(production);
  /** Without what has a test of its own: the configurations of Logstash and Filebeat have theirs in logs/collect. */
  const shown = (section: object, ...besides: readonly string[]) => {
    const rest = Object.fromEntries(Object.entries(section).filter(([key]) => !besides.includes(key)));
    return plain(stringify(JSON.parse(JSON.stringify(rest)), { lineWidth: 0, sortMapEntries: true }));
  };

  it("are these of Elasticsearch, for the hot ones of its nodes", () => {
    const elasticsearch = values["eck-elasticsearch"];
    const nodeSets = elasticsearch.nodeSets.filter(({ name }) => name === "hot");
    expect(shown({ ...elasticsearch, nodeSets })).toMatchSnapshot("Elasticsearch");
  });

  it("are these of Kibana, but for an ingress like that of Elasticsearch", () => {
    expect(shown(values["eck-kibana"], "ingress")).toMatchSnapshot("Kibana");
  });

  it("are these of Logstash", () => {
    expect(shown(values["eck-logstash"], "config", "pipelines")).toMatchSnapshot("Logstash");
  });

  it("are these of Filebeat", () => {
    expect(shown(values["eck-beats"], "config")).toMatchSnapshot("Filebeat");
  });

  it("bring besides them who may do what, and how many pods must stay", () => {
    expect(extrasOf(values)).toEqual([
      "Secret elasticsearch-roles",
      "PodDisruptionBudget logs-kb",
      "PodDisruptionBudget logs-ls",
    ]);
    expect(parse(values.extraObjects.at(-1) ?? "")).toMatchObject({
      spec: { minAvailable: 1, selector: { matchLabels: { "logstash.k8s.elastic.co/name": "logs" } } },
    });
  });
});
