import { describe, expect, it } from "@jest/globals";
import { platformJobs } from "../../alerts/platform/targets";
import { certificate as certificateOf } from "../../alerts/http/certificate";
import type { Levelled } from "../../alerts/levels";
import { rulesOf } from "../../alerts/levels";
import { platformAlerts } from "../../alerts/platform/alerts";
import { grafanaValues } from "../../constructs/chart-values/grafana";
import { prometheusValues } from "../../constructs/chart-values/kube-prometheus-stack";
import { local } from "../../environments/local";
import { print } from "../../promql/print";
import { platformSlice } from "../../slices/platform";
import { system } from "../../system";
import { exampleService, exampleSystem } from "../model/example";

const facts = { owner: system.platformTeam, critical: ["red-shop-api", "use-shop-db"], certificate: true };

describe("the alerts about the monitoring itself", () => {
  const alerts = platformAlerts(facts, { heartbeat: true });

  it("wake somebody only where something critical is blind, or all of it soon will be", () => {
    const pages = rulesOf(Object.values(alerts)).filter(({ severity }) => severity === "page");
    expect(pages.map(({ id }) => id)).toEqual([
      "platform-rules-fail-page",
      "platform-storage-full-page",
      "platform-series-overflow-page",
      "platform-certificate-page",
    ]);
  });

  it("go to the platform team, and to nobody's service", () => {
    for (const { owner, labels } of rulesOf(Object.values(alerts))) {
      expect(owner).toBe(system.platformTeam);
      expect(labels).not.toHaveProperty("service");
    }
  });

  it("split a value between what is critical and all the rest, so that nothing is told twice and nothing forgotten", () => {
    const groups = "red-shop-api|red-shop-api-slow|use-shop-db|use-shop-db-slow";
    const halves = [
      [alerts.rulesFail, groups],
      [alerts.overflow, "red-shop-api|use-shop-db"],
    ] as const;
    for (const [all, critical] of halves)
      expect(rulesOf([all]).map(({ severity, value }) => [severity, print(value)])).toEqual([
        ["ticket", expect.stringContaining(`!~"${critical}"`)],
        ["page", expect.stringContaining(`=~"${critical}"`)],
      ]);
  });

  it("are tickets alone where nothing is critical, and leave nothing out", () => {
    const { rulesFail, overflow } = platformAlerts({ ...facts, critical: [] }, { heartbeat: true });
    // Every group and every job has a name.
    for (const all of [rulesFail, overflow])
      expect(rulesOf([all]).map(({ severity, value }) => [severity, print(value)])).toEqual([
        ["ticket", expect.stringContaining('!~""')],
      ]);
  });

  it("know what is critical from the description", () => {
    const services = (["critical", "standard"] as const).map((criticality) =>
      exampleService({ name: `${criticality}-api`, criticality }),
    );
    const { alerts: rules } = platformSlice({ system: exampleSystem(...services), heartbeat: false });
    const page = rules.find(({ id }) => id === "platform-rules-fail-page");
    expect(page && print(page.value)).toContain('{group=~"red-critical-api|red-critical-api-slow"}');
  });

  it("watch their certificate as that of a service, and that somebody asks for it", () => {
    const levels = (alert: Levelled) =>
      rulesOf([alert]).map(({ fires, clears, pendingFor }) => [fires, clears, pendingFor]);
    const { certificate } = alerts;
    if (!certificate) throw new Error("nobody watches the certificate");
    expect(levels(certificate)).toEqual(levels(certificateOf(exampleService({ criticality: "critical" }))));
    const job = 'vector(1), "job", "platform-certificate"';
    expect(print(alerts.targetsDown.value)).toContain(job);
    const without = platformAlerts({ ...facts, certificate: false }, { heartbeat: true });
    expect(without).not.toHaveProperty("certificate");
    expect(print(without.targetsDown.value)).not.toContain(job);
  });

  it("leave the watchdog out where nobody listens", () => {
    const ids = (heartbeat: boolean) =>
      rulesOf(Object.values(platformAlerts(facts, { heartbeat }))).map(({ id }) => id);
    expect(ids(true).filter((id) => !ids(false).includes(id))).toEqual(["watchdog"]);
  });
});

describe("the jobs of the platform", () => {
  it("are those that its charts are told to have scraped, by the names they have there", () => {
    const { fullnameOverride, ...values } = prometheusValues(local);
    const own = [`${fullnameOverride}-prometheus`, `${fullnameOverride}-operator`];
    const subcharts = ["kube-state-metrics", "prometheus-node-exporter"] as const;
    const exporters = subcharts.filter((chart) => chart in values).map((chart) => chart.replace(/^prometheus-/, ""));
    const grafana = grafanaValues(local).serviceMonitor.enabled ? ["grafana"] : [];
    expect([...platformJobs].sort()).toEqual([...own, ...exporters, ...grafana, "kubelet"].sort());
  });
});
