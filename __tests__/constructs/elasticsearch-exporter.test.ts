import { describe, expect, it } from "@jest/globals";
import { TerraformStack } from "cdktf";
import { ElasticsearchExporter } from "../../constructs/elasticsearch-exporter";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import { objectsOf } from "../support/network/pods";
import { inTheClear } from "../support/in-the-clear";
import { plain } from "../support/plain-text";
import { synthesizedStack, valuesBesides, valuesYaml } from "../support/synthesized";
import { testApp } from "../support/test-app";
import { resourceIn } from "../support/use-slices";

function releaseIn(environment: Environment, name = "elasticsearch-exporter") {
  const stack = new TerraformStack(testApp(), "platform");
  new ElasticsearchExporter(stack, "elasticsearch", { environment, after: [] });
  return resourceIn(synthesizedStack(stack), "helm_release", name);
}

/** The names of the metrics that are kept, a line each. */
const listed = (values: string): string =>
  values.replace(/^( +)regex: (elasticsearch_\S+\|\S+)$/m, (_, indent: string, names: string) =>
    [`${indent}regex:`, ...names.split("|").map((name) => `${indent}  ${name}`)].join("\n"),
  );

describe("the exporter of Elasticsearch", () => {
  it("has these values in production", () => {
    expect(plain(listed(valuesYaml(releaseIn(production))))).toMatchSnapshot();
  });

  const scrape = "elasticsearch-exporter-scrape";

  it("is scraped like this", () => {
    expect(plain(listed(valuesYaml(releaseIn(production, scrape))))).toMatchSnapshot();
  });

  it("is scraped by no monitor of the name that its chart gave one, so that either may come or go first", () => {
    const release = releaseIn(production, scrape);
    expect(objectsOf(release).map(({ metadata: { name } }) => name)).toEqual([scrape]);
    expect(release.depends_on).toBeUndefined();
  });

  it("serves over TLS, and is asked over it, where there are certificates, and is the same else", () => {
    const added = ["elasticsearch-exporter", scrape].map((name) =>
      valuesBesides(releaseIn(production, name), releaseIn(inTheClear(production), name)),
    );
    expect(plain(added.join("\n"))).toMatchInlineSnapshot(`
     extraArgs.0: "--web.config.file=/etc/monitoring-tls/web.yaml"
     extraVolumeMounts.0.mountPath: "/etc/monitoring-tls"
     extraVolumeMounts.0.name: "monitoring-tls"
     extraVolumeMounts.0.readOnly: true
     extraVolumes.0.name: "monitoring-tls"
     extraVolumes.0.projected.sources.0.secret.name: "monitoring-tls"
     extraVolumes.0.projected.sources.1.configMap.name: "monitoring-web"
     livenessProbe.httpGet.scheme: "HTTPS"
     readinessProbe.httpGet.scheme: "HTTPS"
     objects.0.spec.endpoints.0.scheme: "https"
     objects.0.spec.endpoints.0.tlsConfig.ca.secret.key: "ca.crt"
     objects.0.spec.endpoints.0.tlsConfig.ca.secret.name: "monitoring-tls"
     objects.0.spec.endpoints.0.tlsConfig.serverName: "pod.monitoring.svc"
    `);
  });

  it("is smaller for trying out, and the same else", () => {
    expect(plain(valuesBesides(releaseIn(local), releaseIn(inTheClear(production))))).toMatchInlineSnapshot(`
     resources.limits.memory: "256Mi"
     resources.requests.cpu: "100m"
     resources.requests.memory: "256Mi"
    `);
  });
});
