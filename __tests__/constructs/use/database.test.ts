import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import type { PostgresExporterValues } from "../../../constructs/chart-values/prometheus-postgres-exporter";
import type { CloudWatchExporterValues } from "../../../constructs/chart-values/yet-another-cloudwatch-exporter";
import { local } from "../../../environments/local";
import { production } from "../../../environments/production";
import { staging } from "../../../environments/staging";
import { shopDatabase } from "../../../system/shop";
import { inTheClear } from "../../support/in-the-clear";
import { plain } from "../../support/plain-text";
import {
  alertTable,
  dashboardOf,
  dashboardTable,
  rulesOf,
  valuesBesides,
  valuesOf,
  valuesYaml,
} from "../../support/synthesized";
import { resourceIn, useSlices } from "../../support/use-slices";

const slice = useSlices(staging, shopDatabase);
const one = (type: string, name: string) => resourceIn(slice, type, name);
const values = (name: string, from = slice) => valuesOf(resourceIn(from, "helm_release", name));

describe("a slice for a database", () => {
  it("brings two exporters, a role, rules, folder, dashboard and alerts, all named after the database", () => {
    expect(Object.fromEntries(Object.entries(slice.resource).map(([type, all]) => [type, Object.keys(all)]))).toEqual({
      aws_iam_role: ["use-shop-db-cloudwatch"],
      aws_iam_role_policy: ["use-shop-db-cloudwatch"],
      grafana_dashboard: ["use-shop-db"],
      grafana_folder: ["monitoring", "use-shop-db"],
      grafana_folder_permission: ["monitoring", "use-shop-db"],
      grafana_rule_group: ["use-shop-db-alerts"],
      grafana_team: ["storefront"],
      helm_release: [
        "use-shop-db-cloudwatch",
        "use-shop-db-cloudwatch-network",
        "use-shop-db-postgres",
        "use-shop-db-postgres-network",
        "use-shop-db-rules",
      ],
    });
  });

  it("draws this dashboard", () => {
    const dashboard = dashboardOf(one("grafana_dashboard", "use-shop-db"));
    expect(plain(dashboardTable(dashboard, one("grafana_rule_group", "use-shop-db-alerts")))).toMatchSnapshot();
  });

  it("raises these alerts", () => {
    expect(plain(alertTable(one("grafana_rule_group", "use-shop-db-alerts")))).toMatchSnapshot();
  });

  it("installs this exporter beside it", () => {
    expect(plain(valuesYaml(one("helm_release", "use-shop-db-postgres")))).toMatchSnapshot();
  });

  it("has that exporter serve over TLS, and asked over it, where there are certificates, and else the same", () => {
    const exporter = "use-shop-db-postgres";
    const plainly = resourceIn(useSlices(inTheClear(staging), shopDatabase), "helm_release", exporter);
    expect(plain(valuesBesides(one("helm_release", exporter), plainly))).toMatchInlineSnapshot(`
     config.extraArgs.14: "--web.config.file=/etc/monitoring-tls/web.yaml"
     extraVolumeMounts.1.mountPath: "/etc/monitoring-tls"
     extraVolumeMounts.1.name: "monitoring-tls"
     extraVolumeMounts.1.readOnly: true
     extraVolumes.1.name: "monitoring-tls"
     extraVolumes.1.projected.sources.0.secret.name: "monitoring-tls"
     extraVolumes.1.projected.sources.1.configMap.name: "monitoring-web"
     livenessProbe.httpGet.scheme: "HTTPS"
     readinessProbe.httpGet.scheme: "HTTPS"
     serviceMonitor.scheme: "https"
     serviceMonitor.tlsConfig.ca.secret.key: "ca.crt"
     serviceMonitor.tlsConfig.ca.secret.name: "monitoring-tls"
     serviceMonitor.tlsConfig.serverName: "pod.monitoring.svc"
    `);
  });

  it("asks CloudWatch every minute for what AWS writes every minute", () => {
    const { config, extraArgs } = values("use-shop-db-cloudwatch") as CloudWatchExporterValues;
    expect(extraArgs["scraping-interval"]).toBe("60");
    const { discovery } = parse(config) as { discovery: { jobs: [{ metrics: { name: string; period: number }[] }] } };
    expect(discovery.jobs[0].metrics.map(({ name, period }) => `${name} ${period}`)).toEqual([
      "FreeableMemory 60",
      "SwapUsage 60",
      "CPUUtilization 60",
      "FreeStorageSpace 60",
      "DatabaseConnections 60",
    ]);
  });

  it("has titles of its own for each of its alerts: Grafana takes no two", () => {
    const titles = rulesOf(one("grafana_rule_group", "use-shop-db-alerts")).map(({ name }) => name);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it("wakes nobody where the database is not critical", () => {
    const quiet = useSlices(staging, { ...shopDatabase, criticality: "standard" });
    const rules = rulesOf(resourceIn(quiet, "grafana_rule_group", "use-shop-db-alerts"));
    expect(new Set(rules.map(({ labels }) => (labels as { severity: string }).severity))).toEqual(new Set(["ticket"]));
    expect(rules).toHaveLength(12);
  });

  it("has one exporter of each kind, also where others have two", () => {
    const large = useSlices(production, shopDatabase);
    expect(production.exporter.replicas).toBe(2);
    expect((values("use-shop-db-postgres", large) as PostgresExporterValues).replicaCount).toBe(1);
  });
});

describe("an environment without AWS", () => {
  it("has no databases", () => {
    expect(() => useSlices(local, shopDatabase)).toThrow("has no AWS");
  });
});
