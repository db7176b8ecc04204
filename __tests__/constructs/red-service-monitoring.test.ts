/** What a slice brings, and how slices share an exporter; what is in each part stands in the folder `red`. */
import { describe, expect, it } from "@jest/globals";
import { SpanMetricsExporter } from "../../constructs/span-metrics-exporter";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import { crmApi } from "../../system/crm";
import { shopApi } from "../../system/shop";
import { redSlices } from "../support/red-slices";
import { resourcesOf, rulesYaml, valuesOf, valuesYaml } from "../support/synthesized";
import { resourceIn } from "../support/use-slices";

const slice = redSlices(local, [shopApi]);

describe("a slice for one HTTP service", () => {
  it("brings exporter, probes, rules, folder, dashboard and alerts, all named after the service", () => {
    expect(Object.fromEntries(Object.entries(slice.resource).map(([type, all]) => [type, Object.keys(all)]))).toEqual({
      grafana_dashboard: ["red-shop-api"],
      grafana_folder: ["monitoring", "shop-api"],
      grafana_folder_permission: ["monitoring", "shop-api"],
      grafana_rule_group: ["red-shop-api-alerts"],
      grafana_team: ["storefront"],
      helm_release: ["red-shop-api", "red-shop-api-network", "red-shop-api-probes", "red-shop-api-rules"],
    });
  });

  it("keeps its folders while anything is inside", () => {
    expect(resourcesOf(slice, "grafana_folder").map(([, folder]) => folder.prevent_destroy_if_not_empty)).toEqual([
      true,
      true,
    ]);
  });

  it("doubles the exporter in production and lets one pod of it go at a time", () => {
    const release = resourceIn(redSlices(production, [shopApi]), "helm_release", "red-shop-api");
    expect(valuesOf(release)).toMatchObject({
      replicaCount: 2,
      podDisruptionBudget: { enabled: true, minAvailable: 1 },
    });
  });
});

describe("two slices with a shared exporter", () => {
  const services = [shopApi, crmApi];
  const both = redSlices(
    local,
    services,
    (stack) => new SpanMetricsExporter(stack, "exporter", { name: "red-shared", environment: local, services }),
  );

  it("install one exporter, which counts the spans of both", () => {
    expect(resourcesOf(both, "helm_release").map(([name]) => name)).toEqual([
      "red-crm-api-probes",
      "red-crm-api-rules",
      "red-shared",
      "red-shared-network",
      "red-shop-api-probes",
      "red-shop-api-rules",
    ]);
    const config = valuesYaml(resourceIn(both, "helm_release", "red-shared"));
    for (const { name } of services) expect(config).toContain(`span.attributes["service"] == "${name}"`);
  });

  it("watch the job of the exporter they share", () => {
    expect(rulesYaml(resourceIn(both, "grafana_rule_group", "red-crm-api-alerts"))).toContain(
      'avg(up{job="red-shared",port="red"}) or vector(0)',
    );
  });
});
