import { describe, expect, it } from "@jest/globals";
import { grafanaValues } from "../../constructs/chart-values/grafana";
import { grafanaLogin } from "../../constructs/chart-values/grafana-login";
import { local } from "../../environments/local";
import { production } from "../../environments/production";

const { login } = production.grafana;
if (!login) throw new Error("production has no login");
const section = (name: string) => grafanaLogin(login)[name];

describe("a login through the company's issuer", () => {
  it("is the only one", () => {
    expect(section("auth")).toMatchObject({ disable_login_form: true });
    expect(section("auth.basic")).toEqual({ enabled: false });
  });

  it("lasts a day at the most: who has left, or changed groups, is asked for again", () => {
    expect(section("auth")).toMatchObject({ login_maximum_lifetime_duration: "1d" });
  });

  it("lets in whoever is in a group, as what the group is, and nobody else", () => {
    expect(section("auth.generic_oauth")).toMatchObject({
      role_attribute_path:
        "contains(groups[*], 'monitoring-admins') && 'Admin' || contains(groups[*], 'engineering') && 'Viewer'",
      role_attribute_strict: true,
      allow_assign_grafana_admin: false,
    });
  });

  it("sends codes that are of no use to whoever catches them", () => {
    expect(section("auth.generic_oauth")).toMatchObject({ use_pkce: true });
  });

  it("cannot be passed by: no link shows panels to whoever has it", () => {
    for (const environment of [production, local])
      expect(grafanaValues(environment)["grafana.ini"]).toMatchObject({
        "auth.anonymous": { enabled: false },
        snapshots: { enabled: false },
        public_dashboards: { enabled: false },
      });
  });

  it("asks for the scopes that an issuer calls otherwise", () => {
    const scopes = ["openid", "roles"] as const;
    expect(grafanaLogin({ ...login, scopes })["auth.generic_oauth"]).toMatchObject({ scopes: "openid roles" });
  });

  it("has its secret from the cluster, and is not there where there is none", () => {
    const name = "GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET";
    expect(grafanaValues(production).envValueFrom[name]).toEqual({
      secretKeyRef: { name: "grafana-login", key: "client-secret" },
    });
    expect(grafanaValues(local).envValueFrom).not.toHaveProperty(name);
    expect(grafanaValues(local)["grafana.ini"]).not.toHaveProperty("auth.generic_oauth");
  });
});
