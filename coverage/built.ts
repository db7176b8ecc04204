import type { AnyAlert } from "../alerts/alert";
import type { Dashboard } from "../dashboards/panel";
import type { LogArtefact } from "../logs/artefacts";
import type { LogContent } from "../logs/content";
import type { Component } from "../model/component";
import type { PlannedMetric } from "../model/plan";
import type { Monitored } from "../model/resource";
import type { MetricContract } from "../signals/contracts/contract";
import type { RecordedSeries } from "../signals/signal";
import type { AnySlice } from "../slices/slice";

/** What was promised: the plan and the slices; and what was built, as it was found in the app. */
export interface Built {
  readonly plan: readonly PlannedMetric[];
  /** All that is described. */
  readonly monitored: readonly Monitored[];
  /** Why something that is described is not monitored in this environment, by the name its slice would have. */
  readonly notHere: ReadonlyMap<string, string>;
  readonly slices: readonly AnySlice[];
  /** What exporters are known to emit. */
  readonly contracts: readonly MetricContract[];
  readonly exporters: readonly BuiltExporter[];
  /** The very series of the slices that some rule writes. */
  readonly recorded: ReadonlySet<RecordedSeries>;
  readonly dashboards: readonly Dashboard[];
  readonly alerts: readonly AnyAlert[];
  /** URLs by which alerts lead to what was logged, by the alerts' ids. */
  readonly logsUrls: ReadonlyMap<string, string>;
  /** Names of the teams that notifications are led to. */
  readonly notified: ReadonlySet<string>;
  /** Names of the files in docs/runbooks. */
  readonly runbooks: ReadonlySet<string>;
  /** All that is described and writes logs. */
  readonly components: readonly DescribedComponent[];
  readonly logs: readonly BuiltLogs[];
  readonly collectors: readonly BuiltCollector[];
}

export interface DescribedComponent {
  readonly component: Component;
  /** Why its logs are not in this environment. */
  readonly notHere?: string;
}

/** What is made for the logs of a component, and which parts of it are really there. */
export interface BuiltLogs {
  readonly content: LogContent;
  readonly has: ReadonlySet<LogArtefact>;
}

/** Whoever fetches lines from where components leave them. */
export interface BuiltCollector {
  /** Path of its construct. */
  readonly at: string;
  /** Names of the components whose lines it fetches. */
  readonly of: readonly string[];
}

/** An exporter that this app brings into the cluster. */
export interface BuiltExporter {
  /** Path of its construct. */
  readonly at: string;
  readonly contract: MetricContract;
  /** Names of what it emits series of. @default of all there is */
  readonly of?: readonly string[];
  /** Contract of the exporter through which it asks: without one it emits nothing. */
  readonly through?: MetricContract;
}
