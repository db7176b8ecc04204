import { describe, expect, it } from "@jest/globals";
import { TerraformStack, Testing } from "cdktf";
import { addGrafanaProvider } from "../../constructs/grafana-provider";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import { testApp } from "../support/test-app";

function configured(environment: Environment): unknown {
  const stack = new TerraformStack(testApp(), "monitoring");
  addGrafanaProvider(stack, environment);
  return (JSON.parse(Testing.synth(stack)) as { readonly provider: { readonly grafana: unknown } }).provider.grafana;
}

describe("the provider of Grafana", () => {
  it("signs in with what stands nowhere, and verifies whom it signs in to", () => {
    expect(configured(production)).toEqual([{ url: "https://grafana.example.com", auth: "${var.grafana_auth}" }]);
    expect(configured(local)).toEqual([{ url: "http://localhost:3000", auth: "${var.grafana_auth}" }]);
  });

  it("believes any certificate at the end of a tunnel of kubectl, where Grafana itself serves by one", () => {
    const grafana = { ...local.grafana, url: "https://localhost:3000" };
    expect(configured({ ...local, grafana, certificates: { issuer: "internal" } })).toEqual([
      { url: "https://localhost:3000", auth: "${var.grafana_auth}", insecure_skip_verify: true },
    ]);
  });
});
