import { Release } from "@cdktf/provider-helm/lib/release";
import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { Built } from "../coverage/built";
import type { Matrix, SliceRows } from "../coverage/matrix";
import { planTable } from "../coverage/plan-table";
import { verdict } from "../coverage/verdict";
import { panelsOf } from "../dashboards/panel";
import type { Environment } from "../environments/environment";
import type { HttpService } from "../model/http-service";
import type { System } from "../model/system";
import type { AnySlice } from "../slices/slice";
import { durationText, percentText } from "../units/text";
import { table } from "./table";

export interface SummaryProps {
  readonly constructs: readonly IConstruct[];
  readonly built: Built;
  readonly matrix: Matrix;
  readonly system: System;
  readonly environment: Environment;
  /** The folder that is written. */
  readonly where: string;
}

/** What is monitored and how much of it, on one screen of 80 columns. */
export function summarise({ constructs, built, matrix, system, environment, where }: SummaryProps): string {
  const { slices, dashboards, alerts } = built;
  const series = slices.flatMap((slice) => slice.signals.flatMap((signal) => signal.series));
  const pages = alerts.filter(({ severity }) => severity === "page").length;
  const stacks = constructs.filter((construct) => construct instanceof TerraformStack);
  const releases = constructs.filter((construct) => construct instanceof Release);
  return [
    `${system.title}, environment ${environment.name}`,
    "",
    table(planTable(matrix)),
    "",
    table(sliceTable(slices, matrix.slices)),
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

function sliceTable(slices: readonly AnySlice[], measured: readonly SliceRows[]): string[][] {
  const more = slices.length - maxSlices;
  return [
    ["slice", "owner", "signals", "pages", "tickets", "objective"],
    ...slices.slice(0, maxSlices).map(({ name, owner, alerts }) => {
      const pages = alerts.filter(({ severity }) => severity === "page").length;
      const { rows = [], described } = measured.find((one) => one.name === name) ?? {};
      const counts = [rows.length, pages, alerts.length - pages].map(String);
      return [name, owner.name, ...counts, described && "objectives" in described ? objective(described) : ""];
    }),
    ...(more > 0 ? [[`and ${more} more`]] : []),
  ];
}

const objective = ({ objectives: { availability, latency } }: HttpService) =>
  `${percentText(availability)}, ${percentText(latency.share)} in ${durationText(latency.within)}`;
