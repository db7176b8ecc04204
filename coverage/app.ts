import type { Dashboard, Panel } from "../dashboards/panel";
import { metricQueriesOf, panelsOf } from "../dashboards/panel";
import { groupedBy } from "../findings/grouped";
import { sliceNameOf } from "../model/resource";
import type { MetricContract } from "../signals/contracts/contract";
import type { RecordedSeries, Signal } from "../signals/signal";
import type { AnySlice } from "../slices/slice";
import type { Built, BuiltExporter } from "./built";
import { exporterLookup } from "./exporters";
import type { Recorded } from "./metrics";
import { recordedIn } from "./metrics";

/** What was built, by what the columns ask for. */
export interface BuiltApp {
  readonly recorded: ReadonlySet<RecordedSeries>;
  readonly runbooks: ReadonlySet<string>;
  /** The contract that states a metric. */
  readonly contractOf: (metric: string) => MetricContract | undefined;
  /** Exporters that bring a contract: for what a signal of a slice is measured of, or for whatever. */
  readonly exportersOf: (contract: MetricContract, slice?: AnySlice, signal?: Signal) => readonly BuiltExporter[];
  /** The series of all slices, by name. */
  readonly series: Recorded;
  /** The dashboard with a UID; undefined where none is built. */
  readonly dashboard: (uid: string) => Dashboard | undefined;
  /** The names of the fields that lines of a component have; undefined where nobody keeps them. */
  readonly fieldsOf: (component: string) => ReadonlySet<string> | undefined;
  /** Paths of the constructs that fetch the lines of a component. */
  readonly collectorsOf: (component: string) => readonly string[];
  /** The keys of a dashboard's panels; undefined where there is no such dashboard. */
  readonly panelKeys: (dashboard: string) => ReadonlySet<string> | undefined;
  /** Panels of dashboards that are about all things. */
  readonly commonPanels: readonly ShownPanel[];
  readonly alertIds: ReadonlySet<string>;
  /** URLs by which alerts lead to what was logged, by the alerts' ids. */
  readonly logsUrls: ReadonlyMap<string, string>;
  /** Names of the teams that notifications are led to. */
  readonly notified: ReadonlySet<string>;
}

/** A panel, and the names of the recorded series that it queries. */
export interface ShownPanel {
  readonly panel: Panel;
  readonly dashboard: Dashboard;
  readonly queried: readonly string[];
}

export function appOf(built: Built): BuiltApp {
  const { slices, monitored, contracts: listed, exporters, dashboards, alerts } = built;
  const contracts = new Map(
    listed.flatMap((contract) => contract.metrics.map(({ name }) => [name, contract] as const)),
  );
  const series = groupedBy(
    slices.flatMap(({ signals }) => signals.flatMap((signal) => signal.series)),
    ({ metric }) => metric.name,
  );
  const described = new Set(monitored.map(sliceNameOf));
  const exportersOf = exporterLookup(exporters);
  const panelKeys = new Map(
    dashboards.map((dashboard) => [dashboard.uid, new Set(panelsOf(dashboard).map(({ key }) => key))]),
  );
  const dashboardsByUid = new Map(dashboards.map((dashboard) => [dashboard.uid, dashboard]));
  const fields = new Map(
    built.logs.map(({ content }) => [content.component.name, new Set(content.fields.map(({ name }) => name))]),
  );
  const collectors = groupedBy(
    built.collectors.flatMap(({ at, of }) => of.map((name) => ({ at, name }))),
    ({ name }) => name,
  );
  const ownDashboards = new Set(slices.map(({ dashboard }) => dashboard.uid));
  return {
    recorded: built.recorded,
    runbooks: built.runbooks,
    contractOf: (metric) => contracts.get(metric),
    exportersOf: (contract, slice, signal) =>
      // What the description does not name is about all that it does.
      exportersOf(contract, signal?.of ?? (slice && described.has(slice.name) ? slice.of : undefined)),
    series: (name) => series.get(name),
    dashboard: (uid) => dashboardsByUid.get(uid),
    fieldsOf: (component) => fields.get(component),
    collectorsOf: (component) => (collectors.get(component) ?? []).map(({ at }) => at),
    panelKeys: (dashboard) => panelKeys.get(dashboard),
    commonPanels: dashboards
      .filter(({ uid }) => !ownDashboards.has(uid))
      .flatMap((dashboard) => panelsOf(dashboard).map((panel) => shown(panel, dashboard))),
    alertIds: new Set(alerts.map(({ id }) => id)),
    logsUrls: built.logsUrls,
    notified: built.notified,
  };
}

export const shown = (panel: Panel, dashboard: Dashboard): ShownPanel => ({
  panel,
  dashboard,
  queried: metricQueriesOf(panel).flatMap(({ expr }) => recordedIn(expr)),
});
