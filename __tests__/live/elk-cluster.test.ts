/**
 * The cluster as synthesized, against the operator's definitions and Kubernetes' own: kubeconform is strict, and knows
 * every field of both that is in use. And the one command in it that is this project's own.
 */
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { environments } from "../../environments";
import type { Environment } from "../../environments/environment";
import { production } from "../../environments/production";
import { logstashKey, operatorCertificates } from "../../logs/collect/certificates";
import { PlatformStack } from "../../stacks/platform-stack";
import { system } from "../../system";
import { emptyFolder } from "../support/folder";
import { elkExtras, elkResources, podTemplates } from "../support/live/elk-objects";
import { kubeconform } from "../support/live/helm";
import { runToEnd } from "../../engines/run/process";
import { resourcesOf, synthesizedStack } from "../support/synthesized";
import { testApp } from "../support/test-app";

const releaseOf = (environment: Environment) => {
  const stack = synthesizedStack(new PlatformStack(testApp(), "platform", { environment, system }));
  return Object.fromEntries(resourcesOf(stack, "helm_release")).elk ?? {};
};

const elkOf = (environment: Environment) => elkResources(releaseOf(environment));

describe.each([...environments])("the cluster of %s", (_, environment) => {
  it("is made of resources that the operator knows", async () => {
    const objects = elkOf(environment);
    expect(objects.map(({ kind }) => kind)).toEqual(["Elasticsearch", "Kibana", "Logstash", "Beat"]);
    expect(await kubeconform(objects)).toBe("");
  });

  it("has pods that Kubernetes knows", async () => {
    expect(await kubeconform(podTemplates(elkOf(environment)))).toBe("");
  });

  it("comes with objects that Kubernetes knows: who may do what, at least", async () => {
    const objects = elkExtras(releaseOf(environment));
    expect(objects.map(({ kind }) => kind)).toContain("Secret");
    expect(await kubeconform(objects)).toBe("");
  });
});

describe("the cluster of production", () => {
  it("comes with an account that AWS trusts, and may not lose the last pod of Kibana and Logstash", () => {
    expect(elkExtras(releaseOf(production)).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      "Secret elasticsearch-roles",
      "ServiceAccount logs-elasticsearch",
      "PodDisruptionBudget logs-kb",
      "PodDisruptionBudget logs-ls",
    ]);
  });
});

describe("the key of Logstash", () => {
  it("is translated, from the form in which the operator writes it to the one that the beats input reads", async () => {
    const folder = emptyFolder();
    const written = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    // As pkg/controller/common/certificates/pem.go.
    writeFileSync(join(folder, "tls.key"), written.export({ type: "pkcs1", format: "pem" }));
    const logstash = podSpecOf(elkOf(production), "Logstash");
    const [program = "", ...args] = logstash.initContainers.find(({ name }) => name === "beats-key")?.command ?? [];
    const here = args.map((arg) => arg.replace(operatorCertificates, folder).replace(logstashKey, `${folder}/out`));
    expect((await runToEnd(program, here)).complaint).toBe("");
    const key = readFileSync(join(folder, "out"), "utf8");
    expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----/);
    expect(createPrivateKey(key).equals(written)).toBe(true);
  });
});

const podSpecOf = (objects: ReturnType<typeof elkOf>, kind: string) => {
  const { podTemplate } = objects.find((object) => object.kind === kind)?.spec as {
    podTemplate: {
      spec: { initContainers: readonly { readonly name: string; readonly command?: readonly string[] }[] };
    };
  };
  return podTemplate.spec;
};

describe("a misspelt field", () => {
  const misspelt = (from: string, to: string) =>
    JSON.parse(JSON.stringify(elkOf(production)).replaceAll(`"${from}":`, `"${to}":`)) as ReturnType<typeof elkOf>;

  it("of a resource is found", async () => {
    expect(await kubeconform(misspelt("volumeClaimDeletePolicy", "volumeClaimDeletionPolicy"))).toContain(
      "volumeClaimDeletionPolicy",
    );
  });

  it("of what comes with them is found", async () => {
    const text = JSON.stringify(elkExtras(releaseOf(production)));
    for (const field of ["stringData", "automountServiceAccountToken", "minAvailable"]) {
      expect(text).toContain(`"${field}":`);
      const objects = JSON.parse(text.replaceAll(`"${field}":`, `"${field}s":`)) as unknown[];
      expect(await kubeconform(objects)).toContain(`${field}s`);
    }
  });

  it("of a pod is found, which the operator would have dropped without a word", async () => {
    const objects = misspelt("topologySpreadConstraints", "topologySpreadConstraint");
    expect(await kubeconform(objects)).toBe("");
    expect(await kubeconform(podTemplates(objects))).toContain("topologySpreadConstraint");
  });
});
