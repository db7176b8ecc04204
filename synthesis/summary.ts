import { Release } from "@cdktf/provider-helm/lib/release";
import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { Built } from "../coverage/built";
import type { Matrix, SliceRows } from "../coverage/matrix";
import { planTable } from "../coverage/plan-table";
import { logVerdict, verdict } from "../coverage/verdict";
import { panelsOf } from "../dashboards/panel";
import type { Environment } from "../environments/environment";
import { tierDisks } from "../logs/disk";
import type { Component } from "../model/component";
import type { HttpService } from "../model/http-service";
import type { System } from "../model/system";
import type { AnySlice } from "../slices/slice";
import { bytesText, durationText, percentText } from "../units/text";
import { table } from "./table";

export interface SummaryProps {
  readonly constructs: readonly IConstruct[];
  readonly built: Built;
  readonly matrix: Matrix;
  readonly system: System;
  readonly environment: Environment;
  /** Components whose lines get to the environment. */
  readonly logging: readonly Component[];
  /** The folder that is written. */
  readonly where: string;
}

/** What is monitored and how much of it, on one screen of 80 columns. */
export function summarise(props: SummaryProps): string {
  const { constructs, built, matrix, system, environment, where } = props;
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
    table(sliceTable(slices.filter(isOfMetrics), matrix.slices)),
    "",
    table([
      ...verdict(matrix).map((line, at) => [at === 0 ? "coverage" : "", line]),
      ["logs", logVerdict(matrix)],
      ["", diskLine(props)],
      ["recorded", `${series.length} series`],
      ["dashboards", `${dashboards.length} with ${dashboards.flatMap(panelsOf).length} panels`],
      ["alerts", `${alerts.length}: ${pages} page, ${alerts.length - pages} open a ticket`],
      ["releases", `${releases.length} of Helm`],
      ...stacks.map(({ node }, at) => [at === 0 ? "output" : "", `${where}/stacks/${node.id}`]),
    ]),
  ].join("\n");
}

/** How much is logged, and how much of it is kept on which nodes, of how much they could keep. */
function diskLine({ logging, environment: { elk } }: SummaryProps): string {
  const perDay = { bytes: logging.reduce((sum, { logs }) => sum + logs.perDay.bytes, 0) };
  const disks = tierDisks(logging, elk).map(
    ({ tier, needed, available }) => `${tier} ${bytesText(needed)} of ${bytesText(available)}`,
  );
  return `${bytesText(perDay)} a day: ${disks.join(", ")}`;
}

/** The slices of logs are alike, and have a line of their own. */
const isOfMetrics = ({ signals }: AnySlice): boolean => signals.some(({ series }) => series.length > 0);

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
