import type { Threshold } from "../alerts/alert";
import type { LogQuery } from "../logs/query";
import type { SignalKind } from "../signals/signal";
import type { Duration } from "../units/quantities";
import type { Unit } from "../units/unit";

/** One query of a panel; Grafana's letter for it is given by its place. */
export type Query = MetricQuery | LogSearch;

interface QueryCommon {
  /** Name of the query's series, as Grafana reads it: `{{endpoint}}`. In a table the title of the column. */
  readonly legend: string;
  /** Unit of a table's column. @default the panel's */
  readonly unit?: Unit;
}

/** A query that Prometheus is asked. */
export interface MetricQuery extends QueryCommon {
  /** PromQL, on one line. */
  readonly expr: string;
}

/** A query that Elasticsearch is asked. */
export interface LogSearch extends QueryCommon {
  readonly search: LogQuery;
}

interface Common {
  /**
   * Key of the panel, stable and unique in its dashboard: the panel's id derives from it, so links survive a new
   * layout.
   */
  readonly key: string;
  /** The kind of signal that the panel shows. */
  readonly shows: SignalKind;
  readonly title: string;
  /** What the panel shows, what is normal, what to do otherwise. */
  readonly description: string;
  /** Unit of the panel's values. @default that of the signal */
  readonly unit?: Unit;
  /** Queries of the panel, all of one data source. */
  readonly queries: readonly [Query, ...Query[]];
  /** Width in columns, of which the grid has 24. */
  readonly width: number;
  /** Height in grid rows of 30 pixels. */
  readonly height: number;
  readonly links: readonly [PanelLink, ...PanelLink[]];
  /** Thresholds, drawn as lines with areas behind them, all on one side, from the mildest on. @default none */
  readonly thresholds?: readonly [Threshold, ...Threshold[]];
  /** Text that is shown in place of an empty graph. */
  readonly noValue?: string;
}

/** A link of a panel. */
export type PanelLink = Link | PageLink;

/** A link to a page of this repository, by its path in there. */
export interface PageLink {
  readonly title: string;
  readonly page: string;
}

/**
 * A link of a panel that names a label, `${__field.labels.endpoint}`, opens where a series is clicked, others at its
 * title.
 */
export interface Link {
  readonly title: string;
  readonly url: string;
}

/** A panel of one number, now. */
export interface StatPanel extends Common {
  readonly kind: "stat";
}

export interface TimeSeriesPanel extends Common {
  readonly kind: "timeseries";
  /** The values are shares of a whole: stacked to 100 %. @default false */
  readonly stacked?: true;
  /** The values are known once a day: drawn as steps, and across days that are left out. @default false */
  readonly daily?: true;
  /** Marks single requests on the graph, where a trace store is connected. @default false */
  readonly exemplars?: true;
  /** Fixed colours by series name, for names that always mean the same. */
  readonly colours?: Readonly<Record<string, string>>;
}

/** A panel of a classic histogram's distribution over time. */
export interface HeatmapPanel extends Common {
  readonly kind: "heatmap";
}

/** A table: one row per value of `rowLabel`, one column per query, sorted by the first. */
export interface TablePanel extends Common {
  readonly kind: "table";
  readonly rowLabel: LinkedLabel;
  /** Labels that rows have besides, each a column behind the first. @default none */
  readonly moreLabels?: readonly LinkedLabel[];
}

/**
 * A label as a column of a table; its links may name the cell, `${__value.raw}`, or another column,
 * `${__data.fields.Service}`.
 */
export interface LinkedLabel {
  readonly name: string;
  readonly title: string;
  /** Links of the column's cells. @default none */
  readonly links?: readonly PanelLink[];
}

export type Panel = StatPanel | TimeSeriesPanel | HeatmapPanel | TablePanel;

export interface Row {
  readonly title: string;
  readonly panels: readonly [Panel, ...Panel[]];
}

export interface Variable {
  readonly name: string;
  readonly title: string;
  /** Query of the variable's values: `label_values(metric, label)`. */
  readonly query: string;
}

export interface Annotation {
  readonly name: string;
  /** Query of what is marked: PromQL, on one line. */
  readonly expr: string;
  readonly colour: string;
  /** Text of a mark, as Grafana reads it: `{{image}}`. */
  readonly title: string;
}

export interface Dashboard {
  /** UID of the dashboard, by which its address finds it: at most 40 characters. */
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly rows: readonly Row[];
  readonly variables: readonly Variable[];
  readonly annotations: readonly Annotation[];
  /** How much of the past the dashboard shows at first. @default 3 hours */
  readonly past?: Duration;
  /** Links to other dashboards, by their UIDs. */
  readonly links: readonly { readonly title: string; readonly uid: string }[];
}

export const unitOf = ({ unit, shows }: Panel): Unit => unit ?? shows.unit;

/** The letter Grafana calls a query by. */
export const refId = (at: number): string => String.fromCharCode("A".charCodeAt(0) + at);

export const panelsOf = (dashboard: Dashboard): Panel[] => dashboard.rows.flatMap(({ panels }) => panels);

/** What the id of a row derives from: rows have ids as panels have. */
export const rowKey = ({ title }: Row): string => `row ${title}`;

/**
 * A panel's id: FNV-1a of its key, 31 bits, so that it depends on neither order nor position. Two keys of one
 * dashboard with the same id are a finding.
 */
export function panelId(key: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(key)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 1 || 1;
}

/** The queries that a panel asks Prometheus. */
export const metricQueriesOf = ({ queries }: Pick<Panel, "queries">): MetricQuery[] =>
  queries.filter((query) => "expr" in query);

/** The queries that a panel asks Elasticsearch. */
export const logSearchesOf = ({ queries }: Pick<Panel, "queries">): LogSearch[] =>
  queries.filter((query) => "search" in query);
