import { select } from "../../promql/build";
import { platform } from "../../signals/platform";
import { alertPanel } from "../alert-panel";
import { graph, query } from "../build";
import type { Panel } from "../panel";
import type { Context } from "./context";
import { half } from "./context";

export const used = ({ alerts }: Context): Panel =>
  alertPanel(alerts.storageFull, {
    ...half,
    description: "Blocks, write-ahead log and newest chunks together, as a share of `retentionSize`.",
    legend: "{{pod}}",
  });

export const faults = ({ alerts }: Context): Panel =>
  alertPanel(alerts.storageFails, {
    ...half,
    description: "Within an hour. What fails once is tried again.",
    legend: "{{pod}}",
  });

export const series: Panel = graph("series", platform.series, {
  ...half,
  queries: [query("{{pod}}", select(platform.series.count))],
});

export const samples: Panel = graph("samples", platform.samples, {
  ...half,
  queries: [query("{{pod}}", select(platform.samples.rate))],
});
