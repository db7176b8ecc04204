import { describe, expect, it } from "@jest/globals";
import { TerraformStack, Testing } from "cdktf";
import { ContentFolder } from "../../constructs/content-folder";
import { RedServiceMonitoring } from "../../constructs/red-service-monitoring";
import { SpanMetricsExporter } from "../../constructs/span-metrics-exporter";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import type { Environment } from "../../environments/environment";
import { shopApi } from "../../system/shop";
import { crmApi } from "../../system/crm";
import { plain } from "../support/plain-text";
import {
  dashboardOf,
  dashboardTable,
  resourcesOf,
  rulesYaml,
  synthesizedStack,
  valuesOf,
  valuesYaml,
} from "../support/synthesized";

const repository = "https://example.com/monitoring";

function slices(environment: Environment = local, shared = false) {
  const stack = new TerraformStack(Testing.app(), "monitoring");
  const folder = new ContentFolder(stack, "folder", { uid: "monitoring", title: "Monitoring" });
  const services = shared ? [shopApi, crmApi] : [shopApi];
  const exporter = shared
    ? { exporter: new SpanMetricsExporter(stack, "exporter", { name: "red-shared", environment, services }) }
    : {};
  for (const service of services)
    new RedServiceMonitoring(stack, service.name, { service, repository, environment, folder, ...exporter });
  return synthesizedStack(stack);
}

const slice = slices();
const one = (type: string, name: string, from = slice) => {
  const found = resourcesOf(from, type).find(([id]) => id === name);
  if (!found)
    throw new Error(
      `no ${type} "${name}" among ${resourcesOf(from, type)
        .map(([id]) => id)
        .join(", ")}`,
    );
  return found[1];
};

describe("a slice for one HTTP service", () => {
  it("brings exporter, rules, folder, dashboard and alerts, all named after the service", () => {
    expect(Object.fromEntries(Object.entries(slice.resource).map(([type, all]) => [type, Object.keys(all)]))).toEqual({
      grafana_dashboard: ["red-shop-api"],
      grafana_folder: ["monitoring", "shop-api"],
      grafana_rule_group: ["red-shop-api-alerts"],
      helm_release: ["red-shop-api", "red-shop-api-rules"],
    });
  });

  it("draws this dashboard", () => {
    expect(plain(dashboardTable(dashboardOf(one("grafana_dashboard", "red-shop-api"))))).toMatchSnapshot();
  });

  it("raises these alerts", () => {
    expect(plain(rulesYaml(one("grafana_rule_group", "red-shop-api-alerts")))).toMatchSnapshot();
  });

  it("records these series", () => {
    expect(plain(valuesYaml(one("helm_release", "red-shop-api-rules")))).toMatchSnapshot();
  });

  it("installs this exporter", () => {
    expect(plain(valuesYaml(one("helm_release", "red-shop-api")))).toMatchSnapshot();
  });

  it("keeps its folders while anything is inside", () => {
    expect(resourcesOf(slice, "grafana_folder").map(([, folder]) => folder.prevent_destroy_if_not_empty)).toEqual([
      true,
      true,
    ]);
  });

  it("doubles the exporter in production and lets one pod of it go at a time", () => {
    const values = valuesOf(one("helm_release", "red-shop-api", slices(production))) as Record<string, unknown>;
    expect(values).toMatchObject({ replicaCount: 2, podDisruptionBudget: { enabled: true, minAvailable: 1 } });
  });
});

describe("two slices with a shared exporter", () => {
  const both = slices(local, true);

  it("install one exporter, which counts the spans of both", () => {
    expect(resourcesOf(both, "helm_release").map(([name]) => name)).toEqual([
      "red-crm-api-rules",
      "red-shared",
      "red-shop-api-rules",
    ]);
    const config = valuesYaml(one("helm_release", "red-shared", both));
    for (const { name } of [shopApi, crmApi]) expect(config).toContain(`span.attributes["service"] == "${name}"`);
  });

  it("watch the job of the exporter they share", () => {
    expect(rulesYaml(one("grafana_rule_group", "red-crm-api-alerts", both))).toContain(
      'min(up{job="red-shared",port="red"}) or vector(0)',
    );
  });
});
