/**
 * Every object that releases of this repository's own charts bring, as the real Helm renders it: Kubernetes knows all
 * of it.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, jest } from "@jest/globals";
import { environments } from "../../environments";
import { production } from "../../environments/production";
import type { Environment } from "../../environments/environment";
import { buildApp } from "../../synthesis/app";
import { system } from "../../system";
import { emptyFolder } from "../support/folder";
import type { KubernetesObject } from "../support/live/helm";
import { helmTemplate, kubeconform } from "../support/live/helm";
import { readStack, resourcesOf, valuesOf } from "../support/synthesized";

jest.setTimeout(120_000);

async function objectsOf(environment: Environment): Promise<KubernetesObject[]> {
  const app = buildApp({ system, environment, outdir: emptyFolder() });
  app.synth();
  const rendered: KubernetesObject[] = [];
  for (const stack of ["platform", "monitoring"]) {
    const folder = join(app.outdir, "stacks", stack);
    const releases = resourcesOf(readStack(readFileSync(join(folder, "cdk.tf.json"), "utf8")), "helm_release");
    for (const [, release] of releases) {
      const chart = release.chart as string;
      if (!chart.startsWith("assets/")) continue;
      rendered.push(...(await helmTemplate(join(folder, chart), release.name as string, valuesOf(release))));
    }
  }
  return rendered;
}

describe.each([...environments])("the objects of %s", (_, environment) => {
  it("are what Kubernetes and the operators know, in every field", async () => {
    const objects = await objectsOf(environment);
    const kinds = new Set(objects.map(({ kind }) => kind));
    expect([...kinds]).toEqual(expect.arrayContaining(["NetworkPolicy", "Probe", "PrometheusRule", "ServiceMonitor"]));
    const ofCertificates = [...kinds].filter((kind) => ["Certificate", "ConfigMap"].includes(kind)).sort();
    expect(ofCertificates).toEqual(environment.certificates ? ["Certificate", "ConfigMap"] : []);
    expect(await kubeconform(objects)).toBe("");
  });
});

describe("a misspelt field of a certificate", () => {
  it("is found: nobody would sign it, and no pod that waits for it would start", async () => {
    const certificates = (await objectsOf(production)).filter(({ kind }) => kind === "Certificate");
    const text = JSON.stringify(certificates);
    for (const field of ["dnsNames", "issuerRef", "secretName", "rotationPolicy"]) {
      expect(text).toContain(`"${field}":`);
      const misspelt = JSON.parse(text.replaceAll(`"${field}":`, `"${field}x":`)) as unknown[];
      expect(await kubeconform(misspelt)).toContain(`${field}x`);
    }
  });
});

describe("a misspelt field of a network policy", () => {
  it("is found: Kubernetes would drop it, and let through what it was to keep out", async () => {
    const policies = (await objectsOf(production)).filter(({ kind }) => kind === "NetworkPolicy");
    const text = JSON.stringify(policies);
    for (const field of ["podSelector", "namespaceSelector", "policyTypes", "ports"]) {
      expect(text).toContain(`"${field}":`);
      const misspelt = JSON.parse(text.replaceAll(`"${field}":`, `"${field}x":`)) as unknown[];
      expect(await kubeconform(misspelt)).toContain(`${field}x`);
    }
  });
});
