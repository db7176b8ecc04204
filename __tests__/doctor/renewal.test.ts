/** Who renews a certificate that ends: what is to be looked at has the names that the environment gives it. */
import { describe, expect, it } from "@jest/globals";
import { shownCertificates } from "../../doctor/checks/certificates";
import type { Addresses } from "../../doctor/connections";
import { connectionsOf } from "../../doctor/connections";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import { production } from "../../environments/production";

const remedyOf = (environment: Environment, addresses: Addresses = {}): string | undefined =>
  shownCertificates(new Map([["Grafana", 0]]), connectionsOf(environment, addresses, {}), 86_400_000)[0]?.found.fix;

describe("the certificate of Grafana", () => {
  it("is looked for in the Secret that the environment's ingress has", () => {
    const ingress = { className: "nginx", namespace: "ingress-nginx", tlsSecret: "web-tls" };
    expect(remedyOf({ ...production, grafana: { ...production.grafana, ingress } })).toBe(
      "kubectl -n monitoring get secret web-tls: who renews it? docs/secrets.md",
    );
  });

  it("is cert-manager's behind a port-forward", () => {
    expect(remedyOf(production, { Grafana: "https://localhost:3000" })).toContain(
      "describe certificate monitoring-tls",
    );
  });

  it("is in no Secret of ours where no ingress serves it", () => {
    expect(remedyOf(local, { Grafana: "https://grafana.example.com" })).toBe("whoever serves that address renews it");
  });
});
