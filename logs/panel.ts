import type { Unit } from "../units/unit";
import type { Field } from "./field";
import type { Filter } from "./filter";

/** A panel of a dashboard in Kibana: the question that it asks, and how the answer is drawn. */
export interface LogPanel {
  /** Key of the panel, stable and unique in its dashboard. */
  readonly key: string;
  readonly title: string;
  /** What the panel shows, what is normal, what to do otherwise. */
  readonly description: string;
  readonly chart: "bars" | "lines" | "number" | "table";
  readonly query: PanelQuery;
  /** Width in columns, of which the grid has 48. */
  readonly width: number;
  /** Height in grid rows of 20 pixels. */
  readonly height: number;
}

/** What is counted or measured, of which documents, and by what it is told apart. */
export interface PanelQuery {
  /** Documents that the question is about. @default all documents of the data view */
  readonly filter?: Filter;
  /** What the answer is told apart by, from the outermost on. */
  readonly by: readonly Bucket[];
  readonly measures: readonly [Measure, ...Measure[]];
}

export type Bucket = TimeBucket | ValuesBucket;

export interface TimeBucket {
  readonly kind: "time";
}

/** Tells apart the values of a field that are the most by the first measure. */
export interface ValuesBucket {
  readonly kind: "values";
  readonly field: Field;
  readonly most: number;
  readonly title: string;
}

export type Measure = {
  readonly title: string;
  /** Unit of the measure. @default as the data view writes the field */
  readonly unit?: Unit;
} & (
  | {
      readonly kind: "count";
      /** Counts only these documents. @default all */
      readonly of?: Filter;
    }
  /** What part of the documents these are. */
  | { readonly kind: "share"; readonly of: Filter }
  | { readonly kind: "minimum" | "maximum"; readonly field: Field }
  | { readonly kind: "percentile"; readonly field: Field; readonly percent: number }
  | { readonly kind: "distinct"; readonly field: Field }
  /** The newest value of the field. */
  | { readonly kind: "last"; readonly field: Field }
);

/** A search in Kibana's Discover that is kept under a name. */
export interface SavedSearch {
  /** Id of the saved object; stable. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Documents that the search finds. @default all documents of the data view */
  readonly filter?: Filter;
  /** Fields that are columns beside the time. */
  readonly columns: readonly [Field, ...Field[]];
  /** Order of the lines by time. @default newest first */
  readonly order?: "oldest-first";
}

/** What is asked of the lines of one kind of component, besides what is asked of all. */
export interface Questions {
  /** Panels of one number each, in the first row. */
  readonly now: readonly LogPanel[];
  /** Further panels: the first stands beside the volume, the others below the errors. */
  readonly panels: readonly LogPanel[];
  readonly searches: readonly SavedSearch[];
}

/** A dashboard in Kibana. */
export interface LogDashboard {
  /** Id of the saved object; stable. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly panels: readonly LogPanel[];
  /** Where the dashboard leads: to the dashboards of Grafana that are about the same, and to its searches. */
  readonly links: readonly LogLink[];
}

/** A link of a dashboard, to an address as people reach it. */
export interface LogLink {
  readonly title: string;
  readonly url: string;
}

export const isByValues = (bucket: Bucket): bucket is ValuesBucket => bucket.kind === "values";
