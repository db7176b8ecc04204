import type { Capacity } from "../../capacity/capacity";
import { orderOf } from "../../capacity/cost";
import type { Demand, TierDemand } from "../../capacity/demand";
import { verdictOf } from "../../capacity/demand";
import type { SeriesEstimate } from "../../capacity/series";
import { sum } from "../../capacity/series";
import { amountText, countText, needText, shareText } from "../../capacity/text";
import type { Finding } from "../../findings/finding";
import { countFindings, printFindings } from "../../findings/print";
import { bytesText } from "../../units/text";

/** What was asked, and what was reckoned. */
export interface Asked {
  /** The title of the system. */
  readonly title: string;
  readonly environment: string;
  readonly capacity: Capacity;
  /** What a synth of the environment would find. */
  readonly found: readonly Finding[];
  /** Whether it was asked what would be, rather than what is. */
  readonly whatIf: boolean;
}

/** The answer for a terminal of so many columns: from 100 on it also says how each need is reckoned. */
export function capacityText({ title, environment, capacity, found, whatIf }: Asked, columns: number): string {
  const { services, samplesPerSecond, loggedPerDay, load, mostSeries, demands } = capacity;
  const isStored = demands.some(({ component }) => component === "Mimir, ingester");
  return [
    `${title}, environment ${environment}${whatIf ? `, with ${countText(services)} services like these` : ""}`,
    seriesTable(capacity),
    [
      `${countText(load.series)} series in ${isStored ? "Mimir" : "each Prometheus"}, ${countText(mostSeries)} at most by their budgets;`,
      `${countText(samplesPerSecond)} samples a second; ${bytesText(loggedPerDay)} of logs a day.`,
    ].join("\n"),
    demandTable(demands),
    ...(columns >= wide ? [formulaTable(demands)] : []),
    costText(capacity),
    ...(found.length > 0 ? [printFindings(found, `${countFindings(found)}.`)] : []),
  ].join("\n\n");
}

const wide = 100;

/** More would not fit a screen. */
const mostRows = 14;

function seriesTable({ estimates }: Capacity): string {
  const rows = [...estimates].sort((one, other) => other.usual - one.usual);
  const shown = rows.slice(0, mostRows);
  const rest = rows.slice(mostRows);
  const row = ({ from, slice, usual, most }: SeriesEstimate) => [
    from,
    slice,
    countText(usual),
    most === undefined ? "" : countText(most),
  ];
  return aligned(
    [
      ["series of", "slice", "usual", "at most"],
      ...shown.map(row),
      ...(rest.length > 0 ? [[`and ${rest.length} more`, "", countText(sum(rest.map(({ usual }) => usual))), ""]] : []),
    ],
    [2, 3],
  );
}

const marks = { "too small": "too little", near: "may not do", enough: "" } as const;

function demandTable(demands: readonly Demand[]): string {
  const row = (demand: Demand) => [
    labelOf(demand),
    amountText(demand.has, demand.unit),
    needText(demand),
    shareText(demand),
    marks[verdictOf(demand)],
  ];
  return aligned([["", "has", "needs", "share", ""], ...demands.map(row)], [1, 2, 3]);
}

const formulaTable = (demands: readonly Demand[]): string =>
  aligned([["reckoned as", ""], ...demands.map((demand) => [labelOf(demand), demand.formula])], []);

/** `memory of each Prometheus`, `disks of hot nodes`. */
function labelOf(demand: Demand): string {
  switch (demand.component) {
    case "Prometheus":
      return `${demand.of} of each Prometheus`;
    case "Mimir, ingester":
      return `${demand.of} of each ingester`;
    case "Elasticsearch, hot":
      return labelOfTier(demand, "hot node");
    case "Elasticsearch, warm":
      return labelOfTier(demand, "warm node");
    case "Elasticsearch":
      return `${demand.of} of Elasticsearch`;
  }
}

const labelOfTier = ({ of, each }: TierDemand, node: string): string =>
  each === "each node" ? `${of} of each ${node}` : `${of}s of ${node}s`;

function costText({ costs, demands }: Capacity): string {
  if (costs.length === 0) return "Cost: none in AWS.";
  const isEnough = demands.every((demand) => verdictOf(demand) === "enough");
  const all = sum(costs.map(({ dollars }) => dollars));
  return [
    `Cost, as an order of magnitude: ${dollarText(all)} a month at list prices,`,
    isEnough ? "of what the environment asks for:" : "with as much of everything as is needed:",
    ...costs.map(({ of, dollars }) => `  ${dollarText(dollars)} for ${of}`),
  ].join("\n");
}

const dollarText = (dollars: number): string => `${countText(orderOf(dollars))} $`;

/** Columns as wide as what is in them; those that are named to the right. */
function aligned(rows: readonly (readonly string[])[], toTheRight: readonly number[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? "").length)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => (toTheRight.includes(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
