import type { AlertRule } from "../../alerts/alert";
import type { Built } from "../../coverage/built";
import { coverageOf } from "../../coverage/coverage";
import type { Column, Matrix, Row } from "../../coverage/matrix";
import type { Cell } from "../../coverage/cell";
import { rate, select, sum } from "../../promql/build";
import { recorded } from "../../promql/metric";
import { metricContracts } from "../../signals/contracts";
import { serverSpans, spanMetrics } from "../../signals/contracts/span-metrics";
import type { Signal } from "../../signals/signal";
import { recordAs } from "../../signals/signal";
import type { Slice } from "../../slices/slice";
import { minutes } from "../../units/quantities";
import { untold } from "../alerts/stories/untold";
import { exampleDashboard, examplePanel, exampleRow } from "../dashboards/examples";
import { exampleService } from "../model/example";

export const service = exampleService();

const requests = recorded("monitoring:requests:rate5m", ["service", "endpoint"], "requests per second");

/** A signal over the spans of the example's requests. */
export const signal = (changes: Partial<Signal> = {}): Signal => ({
  id: "requests",
  title: "Requests",
  method: "rate",
  unit: "requestsPerSecond",
  absentMeans: "broken",
  normally: "Follows the time of day.",
  series: [recordAs(requests, sum(rate(select(serverSpans.calls), minutes(5))).by("service", "endpoint"))],
  ...changes,
});

export const alertOn = (watches: Signal, changes: Partial<AlertRule> = {}): AlertRule => ({
  id: `example-${watches.id}`,
  kind: `kind-of-${watches.id}`,
  title: "Example",
  severity: "page",
  owner: service.owner,
  labels: {},
  watches,
  value: select(requests).expr,
  fires: { above: 1 },
  clears: 1,
  pendingFor: minutes(5),
  keepFiringFor: minutes(5),
  summary: () => "It happens.",
  about: "An example.",
  firstSteps: ["Look."],
  stories: untold,
  ...changes,
});

/** A slice of one signal that has all it needs. */
export function slice(changes: Partial<Slice> = {}): Slice {
  const signals = changes.signals ?? [signal()];
  return {
    name: "red-example-api",
    of: service.name,
    owner: service.owner,
    signals,
    unanswered: [],
    alerts: signals.map((one) => alertOn(one)),
    dashboard: dashboardOf(signals),
    logs: { noLogs: "an example writes none" },
    ...changes,
  };
}

/** One panel for each signal. */
export const dashboardOf = ([first, ...others]: readonly Signal[], uid = "red-example-api") => ({
  ...exampleDashboard(...(first ? [exampleRow("Now", panelOf(first), ...others.map((one) => panelOf(one)))] : [])),
  uid,
});

export const panelOf = (shows: Signal, query = "up") =>
  examplePanel({ key: `of-${shows.id}`, title: shows.title, shows, queries: [{ legend: "", expr: query }] });

/** Built as it was promised, but for the changes. */
export const built = (slices: readonly Slice[] = [slice()], changes: Partial<Built> = {}): Built => ({
  plan: [{ number: 1, title: "Requests per second", of: service, signal: "requests", labels: ["service", "endpoint"] }],
  monitored: [service],
  notHere: new Map(),
  slices,
  contracts: metricContracts,
  exporters: [{ at: "monitoring/example-api/exporter", contract: spanMetrics, of: [service.name] }],
  recorded: new Set(slices.flatMap(({ signals }) => signals.flatMap(({ series }) => series))),
  dashboards: slices.map(({ dashboard }) => dashboard),
  alerts: slices.flatMap(({ alerts }) => alerts),
  logsUrls: new Map(),
  notified: new Set(slices.map(({ owner }) => owner.name)),
  runbooks: new Set(slices.flatMap(({ alerts }) => alerts.map(({ kind }) => `${kind}.md`))),
  components: [],
  logs: [],
  collectors: [],
  ...changes,
});

export const matrix = (slices?: readonly Slice[], changes?: Partial<Built>): Matrix =>
  coverageOf(built(slices, changes));

export function rowOf({ slices }: Matrix, id: string): Row {
  const row = slices.flatMap(({ rows }) => rows).find((one) => one.signal.id === id);
  if (!row) throw new Error(`no row of ${id}`);
  return row;
}

/** In one line, as people read it. */
export const said = ({ has, because, lacks }: Cell): string =>
  [...has, ...(because === undefined ? [] : [`(${because})`]), ...lacks.map(({ what }) => `blank: ${what}`)].join(", ");

export const cell = (of: Matrix, id: string, column: Column): string => said(rowOf(of, id).cells[column]);
