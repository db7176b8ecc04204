import { describe, expect, it } from "@jest/globals";
import { TerraformStack } from "cdktf";
import { LogstashExporter } from "../../constructs/logstash-exporter";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import { inTheClear } from "../support/in-the-clear";
import { plain } from "../support/plain-text";
import type { SynthesizedResource } from "../support/synthesized";
import { synthesizedStack, valuesBesides, valuesOf, valuesYaml } from "../support/synthesized";
import { testApp } from "../support/test-app";
import { resourceIn } from "../support/use-slices";

function releaseIn(environment: Environment, name = "logstash-exporter"): SynthesizedResource {
  const stack = new TerraformStack(testApp(), "platform");
  new LogstashExporter(stack, "logstash", { environment, after: [] });
  return resourceIn(synthesizedStack(stack), "helm_release", name);
}

interface Module {
  readonly http_client_config: unknown;
  readonly metrics: readonly { readonly name: string; readonly valuetype: string; readonly path: string }[];
}

const moduleOf = (release: SynthesizedResource): Module =>
  (valuesOf(release) as { configuration: { structuredConfig: { modules: { logstash: Module } } } }).configuration
    .structuredConfig.modules.logstash;

describe("the exporter of Logstash", () => {
  const release = releaseIn(production);

  it("makes these metrics of what a pod tells", () => {
    const table = moduleOf(release).metrics.map(({ name, valuetype, path }) => `${name} | ${valuetype} | ${path}`);
    expect(plain(table.join("\n"))).toMatchInlineSnapshot(`
     logstash_events_in_total | counter | { .pipelines.logs.events.in }
     logstash_events_out_total | counter | { .pipelines.logs.events.out }
     logstash_queue_size_bytes | gauge | { .pipelines.logs.queue.queue_size_in_bytes }
     logstash_queue_max_bytes | gauge | { .pipelines.logs.queue.max_queue_size_in_bytes }
     logstash_dead_letter_queue_size_bytes | gauge | { .pipelines.logs.dead_letter_queue.queue_size_in_bytes }
     logstash_dead_letters_dropped_total | counter | { .pipelines.logs.dead_letter_queue.dropped_events }
    `);
  });

  it("asks each pod by its own address, and trusts the operator's certificate alone", () => {
    expect(valuesYaml(releaseIn(production, "logstash-exporter-scrape")).match(/https:\S+/g)).toEqual([
      "https://logs-ls-0.logs-ls-api.monitoring.svc:9600/_node/stats/pipelines",
      "https://logs-ls-1.logs-ls-api.monitoring.svc:9600/_node/stats/pipelines",
    ]);
    expect(moduleOf(release).http_client_config).toEqual({
      tls_config: { ca_file: "/etc/json-exporter/ca.crt", server_name: "logs-ls-api.monitoring.svc" },
    });
  });

  it("finds that certificate where it looks for it", () => {
    expect(valuesOf(releaseIn(inTheClear(production)))).toMatchObject({
      additionalVolumes: [
        {
          name: "credentials",
          secret: { secretName: "logs-ls-http-certs-public", items: [{ key: "ca.crt", path: "ca.crt" }] },
        },
      ],
      additionalVolumeMounts: [{ name: "credentials", mountPath: "/etc/json-exporter", readOnly: true }],
    });
  });

  it("serves over TLS, and is asked over it, where there are certificates, and is the same else", () => {
    const added = ["logstash-exporter", "logstash-exporter-scrape"].map((name) =>
      valuesBesides(releaseIn(production, name), releaseIn(inTheClear(production), name)),
    );
    expect(plain(added.join("\n"))).toMatchInlineSnapshot(`
     additionalVolumeMounts.1.mountPath: "/etc/monitoring-tls"
     additionalVolumeMounts.1.name: "monitoring-tls"
     additionalVolumeMounts.1.readOnly: true
     additionalVolumes.1.name: "monitoring-tls"
     additionalVolumes.1.projected.sources.0.secret.name: "monitoring-tls"
     additionalVolumes.1.projected.sources.1.configMap.name: "monitoring-web"
     extraArgs.0.name: "--web.config.file"
     extraArgs.0.value: "/etc/monitoring-tls/web.yaml"
     livenessProbe.httpGet.scheme: "HTTPS"
     readinessProbe.httpGet.scheme: "HTTPS"
     objects.0.spec.endpoints.0.scheme: "https"
     objects.0.spec.endpoints.0.tlsConfig.ca.secret.key: "ca.crt"
     objects.0.spec.endpoints.0.tlsConfig.ca.secret.name: "monitoring-tls"
     objects.0.spec.endpoints.0.tlsConfig.serverName: "pod.monitoring.svc"
     objects.0.spec.endpoints.1.scheme: "https"
     objects.0.spec.endpoints.1.tlsConfig.ca.secret.key: "ca.crt"
     objects.0.spec.endpoints.1.tlsConfig.ca.secret.name: "monitoring-tls"
     objects.0.spec.endpoints.1.tlsConfig.serverName: "pod.monitoring.svc"
    `);
  });

  it("has no rights that it does not need", () => {
    expect(valuesOf(release)).toMatchObject({
      podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
        readOnlyRootFilesystem: true,
      },
    });
  });

  it("is as large as the environment says", () => {
    expect(valuesOf(release)).toMatchObject({
      replicaCount: 1,
      resources: { limits: { memory: "512Mi" }, requests: { cpu: "200m", memory: "512Mi" } },
    });
    expect(plain(valuesBesides(releaseIn(local), releaseIn(inTheClear(production))))).toMatchInlineSnapshot(`
     resources.limits.memory: "256Mi"
     resources.requests.cpu: "100m"
     resources.requests.memory: "256Mi"
    `);
  });
});
