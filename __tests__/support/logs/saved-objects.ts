/** To a data view, or whatever else it is about. */
export interface Reference {
  readonly id: string;
  readonly name: string;
}

/** What Kibana is given, with its texts of JSON read. */
export interface SavedObjectView {
  readonly type: string;
  readonly id: string;
  readonly coreMigrationVersion: string;
  readonly typeMigrationVersion: string;
  readonly references: readonly (Reference & { readonly type: string })[];
  readonly attributes: Readonly<Record<string, unknown>> & { readonly title: string };
}

export interface PanelView {
  readonly type: "lens" | "links";
  readonly panelIndex: string;
  readonly gridData: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly embeddableConfig: {
    readonly title: string;
    readonly description?: string;
    /** Of a panel of links, only those. */
    readonly attributes: Partial<LensView & LinksView>;
  };
}

export interface LensView {
  readonly visualizationType: string;
  readonly references: readonly Reference[];
  readonly state: {
    readonly query: KueryView;
    readonly filters: readonly unknown[];
    readonly visualization: Readonly<Record<string, unknown>>;
    readonly datasourceStates: {
      readonly formBased: { readonly layers: Readonly<Record<string, LayerView>> };
    };
  };
}

export interface LayerView {
  readonly columnOrder: readonly string[];
  readonly columns: Readonly<Record<string, ColumnView>>;
}

export interface ColumnView {
  readonly label: string;
  readonly operationType: string;
  readonly isBucketed: boolean;
  readonly sourceField?: string;
  readonly filter?: KueryView;
  readonly references?: readonly string[];
  readonly params: Readonly<Record<string, unknown>>;
}

/** A question in some language of Kibana's. */
export interface KueryView {
  readonly query: string;
  readonly language: string;
}

/** What is asked, and what its time is called. */
export interface DataViewView {
  readonly id: string;
  /** The pattern of the data streams. */
  readonly title: string;
  readonly timeFieldName: string;
}

export interface LinksView {
  readonly links: readonly { readonly label: string; readonly destination: string }[];
}

export const readObjects = (ndjson: string): SavedObjectView[] =>
  ndjson
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as SavedObjectView);

export const panelsIn = ({ attributes }: SavedObjectView): PanelView[] =>
  JSON.parse(attributes.panelsJSON as string) as PanelView[];

export const searchSourceOf = ({ attributes }: SavedObjectView): Readonly<Record<string, unknown>> =>
  JSON.parse((attributes.kibanaSavedObjectMeta as { readonly searchSourceJSON: string }).searchSourceJSON) as Readonly<
    Record<string, unknown>
  >;
