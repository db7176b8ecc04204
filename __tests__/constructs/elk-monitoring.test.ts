import { describe, expect, it } from "@jest/globals";
import { TerraformStack } from "cdktf";
import { ContentFolder } from "../../constructs/content-folder";
import { ElkMonitoring } from "../../constructs/elk-monitoring";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import { platform } from "../../system/teams";
import { noLogs } from "../support/no-logs";
import { plain } from "../support/plain-text";
import { alertTable, dashboardOf, dashboardTable, recordedTable, synthesizedStack } from "../support/synthesized";
import { testApp } from "../support/test-app";
import { resourceIn } from "../support/use-slices";

function sliceIn(environment: Environment) {
  const stack = new TerraformStack(testApp(), "monitoring");
  const folder = new ContentFolder(stack, "folder", { uid: "monitoring", title: "Monitoring" });
  const repository = "https://example.com/monitoring";
  new ElkMonitoring(stack, "elk", { owner: platform, environment, repository, folder, logs: noLogs });
  return synthesizedStack(stack);
}

describe("the slice of the ELK cluster", () => {
  const slice = sliceIn(production);
  const group = resourceIn(slice, "grafana_rule_group", "elk-alerts");

  it("brings rules, a folder, a dashboard and alerts", () => {
    expect(Object.fromEntries(Object.entries(slice.resource).map(([type, all]) => [type, Object.keys(all)]))).toEqual({
      grafana_dashboard: ["elk"],
      grafana_folder: ["elk", "monitoring"],
      grafana_folder_permission: ["elk", "monitoring"],
      grafana_rule_group: ["elk-alerts"],
      grafana_team: ["platform"],
      helm_release: ["elk-rules"],
    });
  });

  it("records these series", () => {
    expect(plain(recordedTable(resourceIn(slice, "helm_release", "elk-rules")))).toMatchSnapshot();
  });

  it("shows the way of a line from top to bottom", () => {
    expect(plain(dashboardTable(dashboardOf(resourceIn(slice, "grafana_dashboard", "elk")), group))).toMatchSnapshot();
  });

  it("wakes nobody: what cannot be stored waits", () => {
    expect(plain(alertTable(group))).toMatchSnapshot();
  });

  it("misses no snapshot where none is taken", () => {
    const alerts = alertTable(resourceIn(sliceIn(local), "grafana_rule_group", "elk-alerts"));
    expect(alerts).not.toContain("snapshot");
  });
});
