import { describe, expect, it } from "@jest/globals";
import { TerraformStack } from "cdktf";
import { ContentFolder } from "../../constructs/content-folder";
import { PlatformMonitoring } from "../../constructs/platform-monitoring";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import { system } from "../../system";
import { plain } from "../support/plain-text";
import { noLogs } from "../support/no-logs";
import {
  alertTable,
  dashboardOf,
  dashboardTable,
  rulesYaml,
  synthesizedStack,
  valuesYaml,
} from "../support/synthesized";
import { testApp } from "../support/test-app";
import { resourceIn } from "../support/use-slices";

function platformIn(environment: Environment) {
  const stack = new TerraformStack(testApp(), "monitoring");
  const folder = new ContentFolder(stack, "folder", { uid: "monitoring", title: "Monitoring" });
  // As it was when this was written: further resources change the names of critical slices, and nothing else.
  new PlatformMonitoring(stack, "platform", {
    system: { ...system, resources: [] },
    environment,
    folder,
    logs: noLogs,
  });
  return synthesizedStack(stack);
}

const slice = platformIn(production);

describe("the slice for the monitoring itself", () => {
  it("brings rules, folder, dashboard and alerts, and no exporter: those are what it consists of", () => {
    expect(Object.fromEntries(Object.entries(slice.resource).map(([type, all]) => [type, Object.keys(all)]))).toEqual({
      grafana_dashboard: ["platform"],
      grafana_folder: ["monitoring", "platform"],
      grafana_folder_permission: ["monitoring", "platform"],
      grafana_rule_group: ["platform-alerts"],
      grafana_team: ["platform"],
      helm_release: ["platform-rules"],
    });
  });

  it("draws this dashboard", () => {
    expect(plain(dashboardTable(dashboardOf(resourceIn(slice, "grafana_dashboard", "platform"))))).toMatchSnapshot();
  });

  it("raises these alerts", () => {
    expect(plain(alertTable(resourceIn(slice, "grafana_rule_group", "platform-alerts")))).toMatchSnapshot();
  });

  it("records these series", () => {
    expect(plain(valuesYaml(resourceIn(slice, "helm_release", "platform-rules")))).toMatchSnapshot();
  });

  it("has no watchdog where nobody listens for it", () => {
    const here = platformIn(local);
    expect(rulesYaml(resourceIn(here, "grafana_rule_group", "platform-alerts"))).not.toContain("watchdog");
    const titles = dashboardOf(resourceIn(here, "grafana_dashboard", "platform")).panels.map(({ title }) => title);
    expect(titles).not.toContain("Watchdog");
    expect(titles).not.toContain("Heartbeat");
  });
});
