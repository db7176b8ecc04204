import { describe, expect, it } from "@jest/globals";
import { TerraformStack, Testing } from "cdktf";
import { ContentFolder } from "../../constructs/content-folder";
import { ElasticsearchExporter } from "../../constructs/elasticsearch-exporter";
import { ElkMonitoring } from "../../constructs/elk-monitoring";
import { LogstashExporter } from "../../constructs/logstash-exporter";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import { platform } from "../../system/teams";
import { noLogs } from "../support/no-logs";
import { plain } from "../support/plain-text";
import {
  alertTable,
  dashboardOf,
  dashboardTable,
  recordedTable,
  synthesizedStack,
  valuesYaml,
} from "../support/synthesized";
import { resourceIn } from "../support/use-slices";

function sliceIn(environment: Environment) {
  const stack = new TerraformStack(Testing.app(), "monitoring");
  const folder = new ContentFolder(stack, "folder", { uid: "monitoring", title: "Monitoring" });
  const repository = "https://example.com/monitoring";
  new ElkMonitoring(stack, "elk", { owner: platform, environment, repository, folder, logs: noLogs });
  return synthesizedStack(stack);
}

function exportersIn(environment: Environment) {
  const stack = new TerraformStack(Testing.app(), "platform");
  new ElasticsearchExporter(stack, "elasticsearch", { environment, after: [] });
  new LogstashExporter(stack, "logstash", { environment, after: [] });
  return synthesizedStack(stack);
}

describe("the slice of the ELK cluster", () => {
  const slice = sliceIn(production);
  const group = resourceIn(slice, "grafana_rule_group", "elk-alerts");

  it("brings rules, a folder, a dashboard and alerts", () => {
    expect(Object.fromEntries(Object.entries(slice.resource).map(([type, all]) => [type, Object.keys(all)]))).toEqual({
      grafana_dashboard: ["elk"],
      grafana_folder: ["elk", "monitoring"],
      grafana_rule_group: ["elk-alerts"],
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

describe("the exporters of the ELK cluster", () => {
  const stack = exportersIn(production);

  it("ask each pod of Logstash by its own address, and trust the operator's certificate alone", () => {
    const values = valuesYaml(resourceIn(stack, "helm_release", "logstash-exporter-scrape"));
    expect(values.match(/https:\S+/g)).toEqual([
      "https://logs-ls-0.logs-ls-api.monitoring.svc:9600/_node/stats/pipelines",
      "https://logs-ls-1.logs-ls-api.monitoring.svc:9600/_node/stats/pipelines",
    ]);
    const exporter = valuesYaml(resourceIn(stack, "helm_release", "logstash-exporter"));
    expect(exporter).toContain("ca_file: /etc/json-exporter/ca.crt");
    expect(exporter).toContain("server_name: logs-ls-api.monitoring.svc");
  });
});
