import { Release } from "@cdktf/provider-helm/lib/release";
import type { App } from "cdktf";
import { TerraformStack } from "cdktf";
import { AlertRules } from "../constructs/alert-rules";
import { ContentDashboard } from "../constructs/content-dashboard";
import { panelsOf } from "../dashboards/panel";
import type { Environment } from "../environments/environment";
import type { System } from "../model/system";
import { MonitoringStack } from "../stacks/monitoring-stack";
import { durationText, percentText } from "../units/text";

/** What is monitored, on one screen of 80 columns. */
export function summarise(app: App, system: System, environment: Environment, where: string): string {
  const all = app.node.findAll();
  const stacks = all.filter((construct) => construct instanceof TerraformStack);
  const slices = stacks.flatMap((stack) => (stack instanceof MonitoringStack ? stack.slices : []));
  const signals = slices.flatMap((slice) => slice.signals);
  const dashboards = all.filter((construct) => construct instanceof ContentDashboard).map(({ dashboard }) => dashboard);
  const alerts = all.flatMap((construct) => (construct instanceof AlertRules ? construct.rules : []));
  const pages = alerts.filter(({ severity }) => severity === "page").length;
  const releases = all.filter((construct) => construct instanceof Release);
  const series = signals.flatMap((signal) => signal.series);
  const more = system.services.length - maxServices;
  return [
    `${system.title}, environment ${environment.name}`,
    "",
    table([
      ["service", "owner", "endpoints", "available", "answers within"],
      ...system.services
        .slice(0, maxServices)
        .map(({ name, owner, routes, objectives: { availability, latency } }) => [
          name,
          owner.name,
          String(routes.length),
          percentText(availability),
          `${durationText(latency.within)} for ${percentText(latency.share)}`,
        ]),
      ...(more > 0 ? [[`and ${more} more`]] : []),
    ]),
    "",
    table([
      ["signals", `${signals.length}, recorded as ${series.length} series`],
      ["dashboards", `${dashboards.length} with ${dashboards.flatMap(panelsOf).length} panels`],
      ["alerts", `${alerts.length}: ${pages} page, ${alerts.length - pages} open a ticket`],
      ["releases", `${releases.length} of Helm`],
      ["output", stacks.map(({ node }) => `${where}/stacks/${node.id}`).join("\n            ")],
    ]),
  ].join("\n");
}

/** More would not fit a screen. */
const maxServices = 12;

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
