/** The manifests for the External Secrets Operator against the schemas of its resources (version 2.9, API v1). */
import { describe, expect, it } from "@jest/globals";
import { externalSecrets } from "../../commands/secrets/manifests";
import { production } from "../../environments/production";
import { staging } from "../../environments/staging";
import type { Environment } from "../../environments/environment";
import { isBootstrapped } from "../../environments/state";
import { kubeconform } from "../support/live/helm";

const manifestsOf = (environment: Environment) => (isBootstrapped(environment) ? externalSecrets(environment) : []);

describe("the manifests of npm run secrets", () => {
  it.each([production, staging])("have no field that the operator would not know, in $name", async (environment) => {
    const manifests = manifestsOf(environment);
    expect(manifests.length).toBeGreaterThan(10);
    expect(await kubeconform(manifests)).toBe("");
  });

  it("would be told of one", async () => {
    const [, store] = manifestsOf(production);
    expect(await kubeconform([{ ...store, spec: { provider: { aws: { servce: "SecretsManager" } } } }])).toContain(
      "servce",
    );
  });
});
