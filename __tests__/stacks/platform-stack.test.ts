import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { App, TerraformResource, Testing } from "cdktf";
import { grafanaValues } from "../../constructs/chart-values/grafana";
import { prometheusValues } from "../../constructs/chart-values/kube-prometheus-stack";
import { hasFindings } from "../../constructs/checked";
import { environments } from "../../environments";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import { datasources as uids, elasticsearchUrl, mimirUrl, prometheusUrl, releases } from "../../environments/names";
import { production } from "../../environments/production";
import { scrapeInterval } from "../../environments/scrape";
import { staging } from "../../environments/staging";
import { printFindings } from "../../findings/print";
import { PlatformStack } from "../../stacks/platform-stack";
import { system } from "../../system";
import { promDuration } from "../../units/text";
import { charts, providers } from "../../versions";
import { emptyFolder } from "../support/folder";
import { inTheClear } from "../support/in-the-clear";
import { grown } from "../support/long-term";
import { plain } from "../support/plain-text";
import { asTerraformReads, resourcesOf, synthesizedStack, valuesBesides, valuesYaml } from "../support/synthesized";
import { testApp } from "../support/test-app";

const folder = emptyFolder();

const stackOf = (environment: Environment) => new PlatformStack(testApp(), "platform", { environment, system });

/** As it lies in the output folder, backend and provider versions included. */
function outputOf(environment: Environment, name: string): string {
  const app = new App({ outdir: join(folder, name), skipValidation: true });
  new PlatformStack(app, "platform", { environment, system });
  app.synth();
  return readFileSync(join(folder, name, "stacks", "platform", "cdk.tf.json"), "utf8");
}

const releaseOf = (environment: Environment, release: string) => {
  const found = resourcesOf(synthesizedStack(stackOf(environment)), "helm_release").find(([id]) => id === release);
  if (!found) throw new Error(`no release ${release}`);
  return found[1];
};

/** The others are shown where they are made, in constructs/: some say the same for each component or metric. */
const shownElsewhere: readonly string[] = [releases.elk, releases.elasticsearchExporter, releases.logstashExporter];
const shownWhole = Object.values(releases).filter((release) => !shownElsewhere.includes(release));

describe.each(shownWhole)("the release %s", (release) => {
  it("has these values in production", () => {
    expect(plain(valuesYaml(releaseOf(production, release)))).toMatchSnapshot();
  });

  it.each([staging, local])("in $name differs from that by these", (environment) => {
    expect(plain(valuesBesides(releaseOf(environment, release), releaseOf(production, release)))).toMatchSnapshot();
  });
});

describe.each([...environments])("the platform of %s", (name, environment) => {
  it("has no findings", () => {
    const constructs = stackOf(environment).node.findAll();
    const findings = constructs.flatMap((construct) => (hasFindings(construct) ? construct.findings() : []));
    expect(printFindings(findings, "")).toBe("");
    expect(constructs.filter(hasFindings).length).toBeGreaterThanOrEqual(Object.keys(releases).length);
  });

  it("is synthesized alike wherever the program runs, and says so nowhere", () => {
    const here = process.cwd();
    const first = outputOf(environment, `${name}-1`);
    process.chdir(tmpdir());
    const second = outputOf(environment, `${name}-2`);
    process.chdir(here);
    expect(second).toBe(first);
    expect(first).not.toContain(here);
    expect(first).not.toContain(tmpdir());
  });

  it("asks for no secret", () => {
    expect(JSON.parse(outputOf(environment, `${name}-3`))).not.toHaveProperty("variable");
  });
});

/** Every leaf whose path smells of a secret. */
function secretive(value: unknown, path = ""): string[] {
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([key, child]) => secretive(child, path ? `${path}.${key}` : key));
  return /secret|password|token|credential/i.test(path) ? [`${path} ${String(value)}`] : [];
}

describe("the platform stack", () => {
  it("installs the operators before what they make, and Elasticsearch before whatever mounts its certificate", () => {
    const order = resourcesOf(synthesizedStack(stackOf(local)), "helm_release").map(([id, release]) => ({
      id,
      after: release.depends_on,
      version: release.version,
      // Of the definitions and what cannot go back to an older version, a failure undoes nothing.
      atomic: release.atomic,
      create_namespace: release.create_namespace,
    }));
    const ofElk = { after: ["helm_release.kps", "helm_release.elk"], atomic: true, create_namespace: false };
    expect(order).toEqual([
      {
        id: "blackbox",
        after: ["helm_release.kps"],
        version: charts.blackboxExporter.version,
        atomic: true,
        create_namespace: false,
      },
      {
        id: "elastic-operator",
        after: ["helm_release.kps"],
        version: charts.eckOperator.version,
        atomic: false,
        create_namespace: false,
      },
      { ...ofElk, id: "elasticsearch-exporter", version: charts.elasticsearchExporter.version },
      { ...ofElk, id: "elasticsearch-exporter-scrape", version: undefined },
      {
        id: "elk",
        after: ["helm_release.elastic-operator"],
        version: charts.eckStack.version,
        atomic: false,
        create_namespace: false,
      },
      {
        id: "grafana",
        after: ["helm_release.kps", "helm_release.elk"],
        version: charts.grafana.version,
        atomic: true,
        create_namespace: false,
      },
      {
        id: "kps",
        after: ["helm_release.prometheus-operator-crds"],
        version: charts.kubePrometheusStack.version,
        atomic: true,
        create_namespace: false,
      },
      { ...ofElk, id: "logstash-exporter", version: charts.jsonExporter.version },
      { ...ofElk, id: "logstash-exporter-scrape", version: undefined },
      {
        id: "platform-network",
        after: ["helm_release.kps"],
        version: undefined,
        atomic: true,
        create_namespace: false,
      },
      {
        id: "prometheus-operator-crds",
        after: undefined,
        version: charts.prometheusOperatorCrds.version,
        atomic: false,
        create_namespace: true,
      },
    ]);
  });

  it("has a certificate made before whatever mounts it, where there is somebody to sign it", () => {
    const order = (environment: Environment) =>
      resourcesOf(synthesizedStack(stackOf(environment)), "helm_release").flatMap(([id, { depends_on: after }]) =>
        ["certificate", "kps"].includes(id) ? [{ id, after }] : [],
      );
    const definitions = "helm_release.prometheus-operator-crds";
    expect(order(production)).toEqual([
      { id: "certificate", after: [definitions] },
      { id: "kps", after: [definitions, "helm_release.certificate"] },
    ]);
    expect(order(local)).toEqual([{ id: "kps", after: [definitions] }]);
  });

  it("brings no place to probe from where all of them are elsewhere", () => {
    const probes = { ...local.probes, places: [{ name: "ireland", exporter: "blackbox.example.com:9115" }] } as const;
    const releases = resourcesOf(synthesizedStack(stackOf({ ...local, probes })), "helm_release");
    expect(releases.map(([id]) => id)).not.toContain("blackbox");
  });

  interface Terraform {
    readonly terraform: { readonly backend: unknown; readonly required_providers: unknown };
    readonly provider: unknown;
  }
  const read = (environment: Environment) => JSON.parse(outputOf(environment, `read-${environment.name}`)) as Terraform;

  it("keeps its state in S3, encrypted and locked", () => {
    expect(read(production).terraform.backend).toEqual({
      s3: {
        bucket: "example-shop-production-monitoring-state",
        encrypt: true,
        key: "platform.tfstate",
        kms_key_id: "arn:aws:kms:eu-central-1:222222222222:alias/shop-production-monitoring-state",
        region: "eu-central-1",
        use_lockfile: true,
      },
    });
  });

  it("keeps the state of a laptop at the repository's root, whoever's it is", () => {
    expect(read(local).terraform.backend).toEqual({ local: { path: "../../../local.platform.tfstate" } });
  });

  it("reaches the environment's cluster and its account through exactly the pinned providers", () => {
    const { terraform, provider } = read(staging);
    expect(terraform.required_providers).toEqual({
      aws: { source: "aws", version: providers.aws },
      helm: { source: "helm", version: providers.helm },
    });
    expect(provider).toMatchObject({
      helm: [{ kubernetes: { config_context: "shop-staging", config_path: "~/.kube/config" } }],
    });
  });

  it("takes no address for a template", () => {
    const context = "${TfToken[TOKEN.0]} ${x} %{x}";
    const backend = { kind: "local", directory: context } as const;
    const read = JSON.parse(
      outputOf({ ...local, backend, kubernetes: { configPath: "%{x}", context } }, "templates"),
      (_, value: unknown) => (typeof value === "string" ? asTerraformReads(value) : value),
    ) as Terraform;
    expect(read.provider).toEqual({ helm: [{ kubernetes: { config_context: context, config_path: "%{x}" } }] });
    expect(read.terraform.backend).toEqual({ local: { path: `${context}/local.platform.tfstate` } });
  });

  it("names resources in state after releases, not after constructs", () => {
    const resources = stackOf(local)
      .node.findAll()
      .filter((construct) => construct instanceof TerraformResource);
    expect(resources.map(({ friendlyUniqueId }) => friendlyUniqueId)).toEqual(
      expect.arrayContaining(Object.values(releases)),
    );
  });
});

describe("Prometheus", () => {
  const spec = (environment: Environment) => prometheusValues(environment).prometheus;

  it("sees monitors and rules of every release", () => {
    const selectors = Object.entries(spec(local).prometheusSpec).filter(([key]) => key.endsWith("NilUsesHelmValues"));
    expect(selectors.map(([, value]) => value as unknown)).toEqual([false, false, false, false, false]);
  });

  it("survives the loss of a zone where it has replicas, and starts anywhere where it has not", () => {
    expect(spec(production)).toMatchObject({
      podDisruptionBudget: { enabled: true, minAvailable: 1 },
      prometheusSpec: {
        replicas: 2,
        podAntiAffinity: "hard",
        podAntiAffinityTopologyKey: "topology.kubernetes.io/zone",
      },
    });
    expect(spec(local)).toMatchObject({
      podDisruptionBudget: { enabled: false },
      prometheusSpec: { replicas: 1, podAntiAffinity: "soft" },
    });
  });

  it("answers one client from one replica, so that graphs do not flicker", () => {
    expect([production, local].map((environment) => spec(environment).service.sessionAffinity)).toEqual([
      "ClientIP",
      "None",
    ]);
  });
});

/** In the chart's values.yaml, `prometheus-node-exporter.extraArgs`: with another version, look there again. */
const argumentsAreOf = "88.5.3";
const argumentsOfChart = [
  "--collector.filesystem.mount-points-exclude=^/(dev|proc|sys|run/containerd/.+|var/lib/docker/.+|var/lib/kubelet/.+)($|/)",
  "--collector.filesystem.fs-types-exclude=^(autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|devpts|devtmpfs|fusectl|hugetlbfs|iso9660|mqueue|nsfs|overlay|proc|procfs|pstore|rpc_pipefs|securityfs|selinuxfs|squashfs|sysfs|tracefs|erofs)$",
];

describe("where an environment has certificates,", () => {
  const { prometheus, ...values } = prometheusValues(production);
  const asked = {
    scheme: "https",
    tlsConfig: { ca: { secret: { name: "monitoring-tls", key: "ca.crt" } }, serverName: "pod.monitoring.svc" },
  };
  const mounted = { name: "monitoring-tls", mountPath: "/etc/monitoring-tls", readOnly: true };
  const probed = { httpGet: { scheme: "HTTPS" } };

  it("Prometheus serves by one, as does what reloads its configuration, and asks itself by it", () => {
    expect(prometheus.prometheusSpec.web).toEqual({
      tlsConfig: {
        cert: { secret: { name: "monitoring-tls", key: "tls.crt" } },
        keySecret: { name: "monitoring-tls", key: "tls.key" },
        minVersion: "TLS12",
      },
    });
    expect(prometheus.serviceMonitor).toEqual(asked);
  });

  it("kube-state-metrics serves by one, and both the kubelet and Prometheus ask accordingly", () => {
    expect(values["kube-state-metrics"]).toMatchObject({
      extraArgs: ["--tls-config=/etc/monitoring-tls/web.yaml"],
      volumes: [{ name: "monitoring-tls" }],
      volumeMounts: [mounted],
      livenessProbe: probed,
      readinessProbe: probed,
      prometheus: { monitor: { http: asked } },
    });
  });

  it("the node exporter does too, and still leaves out what is no disk", () => {
    const { extraArgs, ...exporter } = values["prometheus-node-exporter"];
    expect(exporter).toMatchObject({
      extraVolumes: [{ name: "monitoring-tls" }],
      extraVolumeMounts: [mounted],
      livenessProbe: probed,
      readinessProbe: probed,
      prometheus: { monitor: asked },
    });
    expect(extraArgs).toEqual([...argumentsOfChart, "--web.config.file=/etc/monitoring-tls/web.yaml"]);
  });

  it("the arguments of the node exporter are compared with those of the very chart that is installed", () => {
    expect(charts.kubePrometheusStack.version).toBe(argumentsAreOf);
  });

  it("Grafana serves by one, reads it again, and Prometheus and the kubelet ask accordingly", () => {
    expect(grafanaValues(production)).toMatchObject({
      "grafana.ini": {
        server: {
          protocol: "https",
          cert_file: "/etc/monitoring-tls/tls.crt",
          cert_key: "/etc/monitoring-tls/tls.key",
          certs_watch_interval: "1h",
        },
      },
      extraSecretMounts: [{}, { ...mounted, secretName: "monitoring-tls" }],
      serviceMonitor: { enabled: true, ...asked },
      livenessProbe: probed,
      readinessProbe: probed,
    });
  });

  it("nothing of it is in the values of one that has none", () => {
    const plain = inTheClear(production);
    expect(JSON.stringify([prometheusValues(plain), grafanaValues(plain)])).not.toMatch(
      /tls-config|monitoring-tls|HTTPS/,
    );
  });
});

describe("Grafana", () => {
  it("is asked in the clear by its ingress where nobody signs certificates", () => {
    expect(grafanaValues(inTheClear(production)).ingress?.annotations).toEqual({});
  });

  const ini = (environment: Environment) => grafanaValues(environment)["grafana.ini"];

  const datasource = (environment: Environment, uid: string) =>
    grafanaValues(environment).datasources["datasources.yaml"].datasources.find((source) => source.uid === uid);

  it("asks Prometheus at the interval of its scrapes, under the UID that dashboards use", () => {
    expect(datasource(local, uids.prometheus)).toMatchObject({
      url: prometheusUrl(local),
      jsonData: { timeInterval: promDuration(scrapeInterval) },
    });
    expect(prometheusValues(local).prometheus.prometheusSpec.scrapeInterval).toBe(promDuration(scrapeInterval));
  });

  it("believes the authority of the environment's certificates, where it has any, of Prometheus", () => {
    expect(datasource(production, uids.prometheus)).toMatchObject({
      url: "https://kps-prometheus.monitoring.svc:9090",
      jsonData: { tlsAuthWithCACert: true },
      secureJsonData: { tlsCACert: "$__file{/etc/monitoring-tls/ca.crt}" },
    });
  });

  it("asks Mimir, which has no certificate, without looking for one", () => {
    const source = datasource(grown, uids.prometheus);
    expect(source?.url).toBe(mimirUrl);
    expect(source?.jsonData).not.toHaveProperty("tlsAuthWithCACert");
    expect(source).not.toHaveProperty("secureJsonData");
  });

  it("asks Elasticsearch for the logs of its environment, as a user of its own, and believes the operator's authority only", () => {
    expect(datasource(production, uids.elasticsearch)).toMatchObject({
      url: elasticsearchUrl,
      basicAuth: true,
      basicAuthUser: "grafana",
      jsonData: { index: "logs-*-production", timeField: "@timestamp", tlsAuthWithCACert: true },
      secureJsonData: {
        basicAuthPassword: "$ELASTICSEARCH_PASSWORD",
        tlsCACert: "$__file{/etc/elasticsearch-authority/ca.crt}",
      },
    });
    expect(grafanaValues(production)).toMatchObject({
      envValueFrom: { ELASTICSEARCH_PASSWORD: { secretKeyRef: { name: "elasticsearch-grafana", key: "password" } } },
      extraSecretMounts: [{ secretName: "logs-es-http-certs-public", mountPath: "/etc/elasticsearch-authority" }, {}],
    });
  });

  it("gets its secrets from the cluster's Secrets: values hold nothing but their names", () => {
    expect(secretive(grafanaValues(production)).sort()).toEqual(
      [
        "admin.existingSecret grafana-admin",
        "extraSecretMounts.1.mountPath /etc/monitoring-tls",
        "extraSecretMounts.1.name monitoring-tls",
        "extraSecretMounts.1.readOnly true",
        "extraSecretMounts.1.secretName monitoring-tls",
        "serviceMonitor.tlsConfig.ca.secret.key ca.crt",
        "serviceMonitor.tlsConfig.ca.secret.name monitoring-tls",
        "automountServiceAccountToken false",
        "ingress.annotations.nginx.ingress.kubernetes.io/proxy-ssl-secret monitoring/monitoring-tls",
        "ingress.tls.0.secretName grafana-tls",
        "smtp.existingSecret grafana-mail",
        "envValueFrom.GF_SECURITY_SECRET_KEY.secretKeyRef.name grafana-admin",
        "envValueFrom.GF_SECURITY_SECRET_KEY.secretKeyRef.key secret-key",
        "envValueFrom.GF_DATABASE_PASSWORD.secretKeyRef.name grafana-database",
        "envValueFrom.GF_DATABASE_PASSWORD.secretKeyRef.key password",
        "envValueFrom.GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET.secretKeyRef.name grafana-login",
        "envValueFrom.GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET.secretKeyRef.key client-secret",
        "grafana.ini.auth.generic_oauth.token_url https://login.example.com/oauth2/token",
        "datasources.datasources.yaml.datasources.1.secureJsonData.basicAuthPassword $ELASTICSEARCH_PASSWORD",
        "envValueFrom.ELASTICSEARCH_PASSWORD.secretKeyRef.key password",
        "envValueFrom.ELASTICSEARCH_PASSWORD.secretKeyRef.name elasticsearch-grafana",
        "extraSecretMounts.0.mountPath /etc/elasticsearch-authority",
        "extraSecretMounts.0.name elasticsearch-authority",
        "extraSecretMounts.0.readOnly true",
        "extraSecretMounts.0.secretName logs-es-http-certs-public",
      ].sort(),
    );
  });

  it("lets nobody in without a login", () => {
    expect(ini(production)["auth.anonymous"]).toEqual({ enabled: false });
    expect(ini(production).users).toEqual({ allow_sign_up: false });
  });

  it("shares a database and gossips where it has replicas", () => {
    const values = grafanaValues(production);
    expect(values).toMatchObject({
      replicas: 2,
      headlessService: true,
      podDisruptionBudget: { minAvailable: 1 },
      envValueFrom: { GF_DATABASE_PASSWORD: { secretKeyRef: { name: "grafana-database", key: "password" } } },
    });
    expect(values.persistence).toBeUndefined();
    expect(ini(production).unified_alerting).toMatchObject({ ha_peers: "grafana-headless.monitoring.svc:9094" });
    expect(asTerraformReads(Testing.synth(stackOf(production)))).toContain("${POD_IP}:9094");
  });

  it("keeps SQLite on a volume that its successor waits for where it has not", () => {
    expect(grafanaValues(local)).toMatchObject({
      replicas: 1,
      persistence: { enabled: true },
      deploymentStrategy: { type: "Recreate" },
    });
    expect(ini(local).unified_alerting).toEqual({ enabled: true });
  });

  it("is served over TLS where an ingress serves it, which verifies whom it asks", () => {
    expect(grafanaValues(production).ingress).toEqual({
      enabled: true,
      ingressClassName: "nginx",
      annotations: {
        "nginx.ingress.kubernetes.io/backend-protocol": "HTTPS",
        "nginx.ingress.kubernetes.io/proxy-ssl-verify": "on",
        "nginx.ingress.kubernetes.io/proxy-ssl-secret": "monitoring/monitoring-tls",
        "nginx.ingress.kubernetes.io/proxy-ssl-name": "grafana.monitoring.svc",
      },
      hosts: ["grafana.example.com"],
      tls: [{ secretName: "grafana-tls", hosts: ["grafana.example.com"] }],
    });
    expect(ini(production).security).toMatchObject({ cookie_secure: true, strict_transport_security: true });
    expect(grafanaValues(local).ingress).toBeUndefined();
    expect(ini(local).security).toMatchObject({ cookie_secure: false });
  });

  it("shows a template in its settings as it was written", () => {
    const settings = { ...local, grafana: { ...local.grafana, url: "http://{{x}}" } };
    expect(grafanaValues(settings)["grafana.ini"].server).toMatchObject({ root_url: "http://{{`{{`}}x}}" });
  });

  it("can be built with a URL that is none: that is a finding of the environment", () => {
    const grafana = { ...production.grafana, url: "nonsense" };
    expect(() => stackOf({ ...production, grafana })).not.toThrow();
  });
});
