import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PeerCertificate } from "node:tls";
import { checkServerIdentity } from "node:tls";
import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import type { KubernetesObject } from "../../constructs/kubernetes-objects";
import { askedOverTls, tlsMount, tlsObjects, tlsVolume } from "../../constructs/tls";
import { brokerHost } from "../../environments/broker-access";
import { elkName, namespace, prometheusHost, tlsPodName } from "../../environments/names";
import { production } from "../../environments/production";
import { tlsFiles, webConfig, webConfigArgument } from "../../exporters/tls";
import { sliceName } from "../../model/http-service";
import { buildApp } from "../../synthesis/app";
import { system } from "../../system";
import { rabbitmq } from "../../system/messaging";
import { emptyFolder } from "../support/folder";

const objects = tlsObjects({ issuer: "internal" });

const objectOf = (kind: string): KubernetesObject => {
  const [found, ...others] = objects.filter((one) => one.kind === kind);
  if (!found || others.length > 0) throw new Error(`not one ${kind}`);
  return found;
};

const certificate = objectOf("Certificate").spec as {
  readonly secretName: string;
  readonly commonName: string;
  readonly dnsNames: readonly string[];
  readonly issuerRef: object;
  readonly duration: string;
  readonly renewBefore: string;
};

describe("the certificate of the namespace", () => {
  const subjectaltname = certificate.dnsNames.map((name) => `DNS:${name}`).join(", ");
  /** As whoever is shown the certificate judges. */
  const isGoodFor = (host: string) =>
    checkServerIdentity(host, {
      subject: { CN: certificate.commonName },
      subjectaltname,
    } as unknown as PeerCertificate) === undefined;

  it("is signed by the issuer that the environment names, for any namespace", () => {
    expect(certificate.issuerRef).toEqual({ group: "cert-manager.io", kind: "ClusterIssuer", name: "internal" });
  });

  it("has a subject, without which Venafi signs nothing, and Vault only where a role was told so", () => {
    expect(certificate.dnsNames).toContain(certificate.commonName);
    expect(certificate.commonName.length).toBeLessThanOrEqual(64);
  });

  it("is renewed a month before its end, with another key", () => {
    expect(certificate).toMatchObject({
      duration: "2160h",
      renewBefore: "720h",
      privateKey: { rotationPolicy: "Always" },
    });
  });

  it("is good for every host of the namespace that anything synthesized asks, and every collector", () => {
    const app = buildApp({ system, environment: production, outdir: emptyFolder() });
    app.synth();
    const asked = ["platform", "monitoring"]
      .map((stack) => readFileSync(join(app.outdir, "stacks", stack, "cdk.tf.json"), "utf8"))
      .flatMap(
        (text) =>
          text.match(new RegExp(`[\\w.-]+\\.${namespace}(\\.svc(\\.cluster\\.local)?)?\\b(?=[":/,\\\\])`, "g")) ?? [],
      );
    // Elastic's operator makes certificates of its own for what it runs.
    const ours = [...new Set(asked)].filter((host) => !host.startsWith(`${elkName}-`)).sort();
    expect(ours).toEqual(expect.arrayContaining([prometheusHost, tlsPodName]));
    const collectors = system.services.map(({ name }) => `${sliceName(name)}.${namespace}.svc`);
    expect([...ours, ...collectors].filter((host) => !isGoodFor(host))).toEqual([]);
  });

  it("is good for nothing else", () => {
    for (const host of [
      "red-shop-api",
      "a.b.monitoring.svc",
      "monitoring.svc",
      "kps-prometheus.shop.svc",
      "example.com",
    ])
      expect(isGoodFor(host)).toBe(false);
  });

  it("is what Prometheus expects of a pod, and the authority it believes lies beside it", () => {
    const { serverName, ca } = askedOverTls().tlsConfig;
    expect(isGoodFor(serverName)).toBe(true);
    expect(ca.secret.name).toBe(certificate.secretName);
    expect(tlsFiles.authority.endsWith(`/${ca.secret.key}`)).toBe(true);
  });
});

describe("the certificate of a broker in docs/rabbitmq.md", () => {
  it("has the broker's name for its subject, and is good for it", () => {
    const page = readFileSync(join(__dirname, "..", "..", "docs", "rabbitmq.md"), "utf8");
    const [, yaml = ""] = /```yaml\n(apiVersion: cert-manager[^`]*)```/.exec(page) ?? [];
    const { spec } = parse(yaml) as { readonly spec: typeof certificate };
    const host = brokerHost(rabbitmq);
    expect(spec).toMatchObject({ commonName: host, dnsNames: [host] });
  });
});

describe("what a pod mounts", () => {
  it("is the Secret of the certificate and the file that points to it, where programs are told to look", () => {
    const { name: configMap } = objectOf("ConfigMap").metadata;
    expect(tlsVolume.projected.sources).toEqual([
      { secret: { name: certificate.secretName } },
      { configMap: { name: configMap } },
    ]);
    expect(tlsMount).toMatchObject({ name: tlsVolume.name, readOnly: true });
    for (const file of Object.values(tlsFiles)) expect(file.startsWith(`${tlsMount.mountPath}/`)).toBe(true);
  });

  it("holds the file that Prometheus' programs are told to read, and that names its neighbours", () => {
    const data = objectOf("ConfigMap").data ?? {};
    const [name = "", ...others] = Object.keys(data);
    expect(others).toEqual([]);
    expect(webConfigArgument).toBe(`--web.config.file=${tlsMount.mountPath}/${name}`);
    expect(parse(data[name] ?? "")).toEqual(webConfig);
    const { cert_file: certFile, key_file: keyFile } = webConfig.tls_server_config;
    expect([certFile, keyFile].map((file) => `${tlsMount.mountPath}/${file}`)).toEqual([
      tlsFiles.certificate,
      tlsFiles.key,
    ]);
  });
});
