import { Release } from "@cdktf/provider-helm/lib/release";
import type { App } from "cdktf";
import { TerraformStack } from "cdktf";
import { AlertRules } from "../constructs/alert-rules";
import { ContentDashboard } from "../constructs/content-dashboard";
import type { Matrix, Thing } from "../coverage/matrix";
import { planTable } from "../coverage/plan-table";
import { verdict } from "../coverage/verdict";
import { panelsOf } from "../dashboards/panel";
import type { Environment } from "../environments/environment";
import type { HttpService } from "../model/http-service";
import type { System } from "../model/system";
import type { Slice } from "../slices/slice";
import { MonitoringStack } from "../stacks/monitoring-stack";
import { durationText, percentText } from "../units/text";
import { table } from "./table";

/** What is monitored and how much of it, on one screen of 80 columns. */
export function summarise(app: App, system: System, environment: Environment, matrix: Matrix, where: string): string {
  const all = app.node.findAll();
  const stacks = all.filter((construct) => construct instanceof TerraformStack);
  const slices = stacks.flatMap((stack) => (stack instanceof MonitoringStack ? stack.slices : []));
  const series = slices.flatMap((slice) => slice.signals.flatMap((signal) => signal.series));
  const dashboards = all.filter((construct) => construct instanceof ContentDashboard).map(({ dashboard }) => dashboard);
  const alerts = all.flatMap((construct) => (construct instanceof AlertRules ? construct.rules : []));
  const pages = alerts.filter(({ severity }) => severity === "page").length;
  const releases = all.filter((construct) => construct instanceof Release);
  return [
    `${system.title}, environment ${environment.name}`,
    "",
    table(planTable(matrix)),
    "",
    table(sliceTable(slices, matrix.things)),
    "",
    table([
      ...verdict(matrix).map((line, at) => [at === 0 ? "coverage" : "", line]),
      ["recorded", `${series.length} series`],
      ["dashboards", `${dashboards.length} with ${dashboards.flatMap(panelsOf).length} panels`],
      ["alerts", `${alerts.length}: ${pages} page, ${alerts.length - pages} open a ticket`],
      ["releases", `${releases.length} of Helm`],
      ...stacks.map(({ node }, at) => [at === 0 ? "output" : "", `${where}/stacks/${node.id}`]),
    ]),
  ].join("\n");
}

/** More would not fit a screen. */
const maxSlices = 10;

function sliceTable(slices: readonly Slice[], things: readonly Thing[]): string[][] {
  const more = slices.length - maxSlices;
  return [
    ["slice", "owner", "signals", "pages", "tickets", "objective"],
    ...slices.slice(0, maxSlices).map(({ name, owner, alerts }) => {
      const pages = alerts.filter(({ severity }) => severity === "page").length;
      const { rows = [], described } = things.find((thing) => thing.name === name) ?? {};
      const counts = [rows.length, pages, alerts.length - pages].map(String);
      return [name, owner.name, ...counts, described && "objectives" in described ? objective(described) : ""];
    }),
    ...(more > 0 ? [[`and ${more} more`]] : []),
  ];
}

const objective = ({ objectives: { availability, latency } }: HttpService) =>
  `${percentText(availability)}, ${percentText(latency.share)} in ${durationText(latency.within)}`;
