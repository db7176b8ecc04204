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

  const certified = (url: string) =>
    configured({ ...local, grafana: { ...local.grafana, url }, certificates: { issuer: "internal" } });

  it("believes any certificate at the end of a tunnel of kubectl, where Grafana itself serves by one, and no other", () => {
    const auth = "${var.grafana_auth}";
    for (const url of ["https://localhost:3000", "https://127.0.0.1:3000", "https://[::1]:3000"])
      expect(certified(url)).toEqual([{ url, auth, insecure_skip_verify: true }]);
    for (const url of ["https://grafana.example.com", "https://localhost.example.com:3000", "nonsense"])
      expect(certified(url)).toEqual([{ url, auth }]);
  });
});
