import type { AnyAlert } from "../alerts/alert";
import { panelsOf } from "../dashboards/panel";
import { groupedBy } from "../findings/grouped";
import type { Monitored } from "../model/resource";
import { sliceNameOf } from "../model/resource";
import type { Signal, SignalKind } from "../signals/signal";
import type { AnySlice } from "../slices/slice";
import type { BuiltApp, ShownPanel } from "./app";
import { appOf, shown } from "./app";
import type { Built } from "./built";
import { cellsOf } from "./cells";
import type { Facts } from "./facts";
import { logRows, unlogged } from "./log-rows";
import type { Matrix, Row, SliceRows } from "./matrix";
import { rawMetricsReader } from "./metrics";
import { objectivesOf } from "./promised";
import { planRows } from "./plan";

/** Sets what was built against what was promised, signal by signal. Nothing is judged here: `checkCoverage` does. */
export function coverageOf(built: Built): Matrix {
  const app = appOf(built);
  const described = new Map(built.monitored.map((thing) => [sliceNameOf(thing), thing]));
  const planned = new Set(built.plan.map(({ of, signal }) => `${sliceNameOf(of)}.${signal}`));
  const slices = built.slices.map((slice): SliceRows => {
    const thing = described.get(slice.name);
    return {
      name: slice.name,
      title: slice.dashboard.title,
      ...(thing && { described: thing }),
      rows: rowsOf(slice, thing, app, planned),
      unanswered: slice.unanswered,
    };
  });
  return { plan: planRows(built, slices), slices, logs: logRows(built, app), unlogged: unlogged(built) };
}

function rowsOf(slice: AnySlice, thing: Monitored | undefined, app: BuiltApp, planned: ReadonlySet<string>): Row[] {
  const own = groupedBy(
    slice.signals.flatMap(({ series }) => series),
    ({ metric }) => metric.name,
  );
  const rawMetricsOf = rawMetricsReader((name) => own.get(name) ?? app.series(name));
  // What another slice records, that slice accounts for.
  const ownMetricsOf = rawMetricsReader((name) => own.get(name) ?? (app.series(name) ? [] : undefined));
  const panels = panelsOf(slice.dashboard).map((panel) => shown(panel, slice.dashboard));
  return measuredBy(slice).map((signal) => {
    const isPlanned = planned.has(`${slice.name}.${signal.id}`);
    const about = panels.filter(isAbout(signal));
    const facts: Facts = {
      app,
      slice,
      signal,
      isPlanned,
      // What is about all things at once is no place for a metric that was ordered of one.
      panels: about.length > 0 || isPlanned ? about : app.commonPanels.filter(isAbout(signal)),
      alerts: slice.alerts.filter(judges(signal)),
      rawMetricsOf: signal.series.length > 0 ? ownMetricsOf : rawMetricsOf,
    };
    return {
      slice: slice.name,
      signal,
      cells: cellsOf(facts),
      alerts: facts.alerts.filter(({ id }) => app.alertIds.has(id)),
      objectives: objectivesOf(thing, signal),
    };
  });
}

const isAbout =
  ({ id, series }: Signal) =>
  ({ panel, queried }: ShownPanel) =>
    panel.shows.id === id || series.some(({ metric }) => queried.includes(metric.name));

const judges =
  ({ id, judgedBy }: SignalKind) =>
  ({ watches }: AnyAlert) =>
    watches.id === id || watches.id === judgedBy;

/** The signals of a slice, then what else its alerts watch and its panels show: measured as it is exported. */
function measuredBy({ signals, alerts, dashboard }: AnySlice): Signal[] {
  const more = [...alerts.map(({ watches }) => watches), ...panelsOf(dashboard).map(({ shows }) => shows)];
  const own = new Set(signals.map(({ id }) => id));
  const unrecorded = new Map(more.filter(({ id }) => !own.has(id)).map((kind) => [kind.id, kind]));
  return [...signals, ...Array.from(unrecorded.values(), (kind): Signal => ({ ...kind, series: [] }))];
}
