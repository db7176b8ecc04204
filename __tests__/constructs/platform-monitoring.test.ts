import { describe, expect, it } from "@jest/globals";
import { TerraformStack } from "cdktf";
import { ContentFolder } from "../../constructs/content-folder";
import { PlatformMonitoring } from "../../constructs/platform-monitoring";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import { system } from "../../system";
import { plain } from "../support/plain-text";
import { inTheClear } from "../support/in-the-clear";
import type { ProbeObject } from "../support/live/probe-objects";
import { noLogs } from "../support/no-logs";
import {
  alertTable,
  dashboardOf,
  dashboardTable,
  rulesYaml,
  synthesizedStack,
  valuesOf,
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
  it("brings rules, folder, dashboard and alerts, what asks for its certificate, and no exporter: those are what it consists of", () => {
    expect(Object.fromEntries(Object.entries(slice.resource).map(([type, all]) => [type, Object.keys(all)]))).toEqual({
      grafana_dashboard: ["platform"],
      grafana_folder: ["monitoring", "platform"],
      grafana_folder_permission: ["monitoring", "platform"],
      grafana_rule_group: ["platform-alerts"],
      grafana_team: ["platform"],
      helm_release: ["platform-probes", "platform-rules"],
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

  it("has the exporter of this cluster asked for the certificate that it serves itself", () => {
    const { objects } = valuesOf(resourceIn(slice, "helm_release", "platform-probes")) as { objects: ProbeObject[] };
    expect(objects.map(({ metadata, spec }) => [metadata.name, spec.jobName, spec.module, spec.prober])).toEqual([
      [
        "platform-certificate",
        "platform-certificate",
        "own-certificate",
        { url: "blackbox.monitoring.svc:9115", scheme: "https" },
      ],
    ]);
    expect(objects.map(({ spec }) => spec.targets.staticConfig)).toEqual([
      { static: ["localhost:9115"], labels: { service: "platform", place: "cluster" } },
    ]);
  });

  it("watches no certificate where there is none, or nobody here who could ask for it", () => {
    const { probes } = production;
    const [, ...elsewhere] = probes.places;
    const from = elsewhere as unknown as typeof probes.places;
    for (const environment of [local, inTheClear(production), { ...production, probes: { ...probes, places: from } }]) {
      const here = platformIn(environment);
      expect(Object.keys(here.resource.helm_release ?? {})).toEqual(["platform-rules"]);
      expect(JSON.stringify(here)).not.toContain("certificate");
    }
  });

  it("has no watchdog where nobody listens for it", () => {
    const here = platformIn(local);
    expect(rulesYaml(resourceIn(here, "grafana_rule_group", "platform-alerts"))).not.toContain("watchdog");
    const titles = dashboardOf(resourceIn(here, "grafana_dashboard", "platform")).panels.map(({ title }) => title);
    expect(titles).not.toContain("Watchdog");
    expect(titles).not.toContain("Heartbeat");
  });
});
