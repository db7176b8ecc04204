import { describe, expect, it } from "@jest/globals";
import { TerraformStack } from "cdktf";
import { ContentFolder } from "../../../constructs/content-folder";
import { UseResourceMonitoring } from "../../../constructs/use-resource-monitoring";
import { local } from "../../../environments/local";
import type { Workload } from "../../../model/workload";
import { mesApi, mesPods } from "../../../system/mes";
import { plain } from "../../support/plain-text";
import { noLogs } from "../../support/no-logs";
import type { SynthesizedResource } from "../../support/synthesized";
import {
  alertTable,
  dashboardOf,
  dashboardTable,
  recordedTable,
  resourcesOf,
  rulesOf,
  synthesizedStack,
} from "../../support/synthesized";
import { testApp } from "../../support/test-app";

function sliceOf(resource: Workload) {
  const stack = new TerraformStack(testApp(), "monitoring");
  const folder = new ContentFolder(stack, "folder", { uid: "monitoring", title: "Monitoring" });
  const repository = "https://example.com/monitoring";
  const props = { resource, repository, environment: local, folder, logs: noLogs, dependents: [mesApi] };
  new UseResourceMonitoring(stack, resource.name, props);
  return synthesizedStack(stack);
}

const slice = sliceOf(mesPods);

function one(type: string, name: string, from = slice): SynthesizedResource {
  const found = resourcesOf(from, type).find(([id]) => id === name);
  if (!found) throw new Error(`no ${type} "${name}"`);
  return found[1];
}

describe("a slice for the pods of a Deployment", () => {
  it("brings rules, folder, dashboard and alerts, all named after the workload, and no exporter: the platform has those", () => {
    expect(Object.fromEntries(Object.entries(slice.resource).map(([type, all]) => [type, Object.keys(all)]))).toEqual({
      grafana_dashboard: ["use-mes-api"],
      grafana_folder: ["monitoring", "use-mes-api"],
      grafana_folder_permission: ["monitoring", "use-mes-api"],
      grafana_rule_group: ["use-mes-api-alerts"],
      grafana_team: ["manufacturing"],
      helm_release: ["use-mes-api-rules"],
    });
  });

  it("draws this dashboard", () => {
    expect(plain(dashboardTable(dashboardOf(one("grafana_dashboard", "use-mes-api"))))).toMatchSnapshot();
  });

  it("raises these alerts", () => {
    expect(plain(alertTable(one("grafana_rule_group", "use-mes-api-alerts")))).toMatchSnapshot();
  });

  it("records these series", () => {
    expect(plain(recordedTable(one("helm_release", "use-mes-api-rules")))).toMatchSnapshot();
  });

  it("wakes nobody where the pods are not critical", () => {
    const severities = (workload: Workload) =>
      rulesOf(one("grafana_rule_group", "use-mes-api-alerts", sliceOf(workload))).map(({ uid, labels }) => [
        uid,
        (labels as { readonly severity: string }).severity,
      ]);
    const pages = severities(mesPods).filter(([, severity]) => severity === "page");
    expect(pages.map(([uid]) => uid)).toEqual(["mes-api-memory-page", "mes-api-leak-page", "mes-api-replicas-page"]);
    expect(severities({ ...mesPods, criticality: "standard" })).toEqual(
      severities(mesPods).filter(([, severity]) => severity === "ticket"),
    );
  });

  it("can be built without limits: that they are missing is a finding of the description", () => {
    expect(() => sliceOf({ ...mesPods, limits: undefined } as unknown as Workload)).not.toThrow();
  });
});
