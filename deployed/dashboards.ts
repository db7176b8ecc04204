import { fromTerraform, referenced } from "./from-terraform";

/** A dashboard of Grafana, read back from its JSON. */
export interface DeployedDashboard {
  readonly uid: string;
  readonly title: string;
  /** Name by which Terraform knows the folder in which it hangs. */
  readonly folder: string;
  /** Panels in the order in which they are shown, also those of rows that are folded; rows are none. */
  readonly panels: readonly DeployedPanel[];
  /** All that the dashboard says besides its panels; in `rows` what stands above them. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface DeployedPanel {
  readonly id: number;
  readonly title: string;
  /** Type of panel, as Grafana calls it: `timeseries`, `stat`, `table`, `heatmap`. */
  readonly kind: string;
  /** Unit as Grafana calls it. @default none is set */
  readonly unit?: string;
  readonly queries: readonly DeployedQuery[];
  /** All of it, as Grafana takes it. */
  readonly json: Readonly<Record<string, unknown>>;
}

export interface DeployedQuery {
  readonly refId: string;
  readonly datasource: { readonly type: string; readonly uid: string };
  /** What is asked: PromQL, Lucene, or the step that Grafana's own expressions take up. */
  readonly text: string;
  /** All of it, as Grafana takes it. */
  readonly target: Readonly<Record<string, unknown>>;
}

/** Dashboards that the synthesized documents deploy. @param documents of all stacks */
export const dashboardsIn = (documents: readonly unknown[]): DeployedDashboard[] =>
  documents.flatMap((document) =>
    Object.values((document as Document).resource?.grafana_dashboard ?? {}).map(dashboardOf),
  );

interface Document {
  readonly resource?: { readonly grafana_dashboard?: Readonly<Record<string, DashboardBlock>> };
}

interface DashboardBlock {
  readonly config_json: string;
  readonly folder?: string;
}

interface DashboardJson {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly PanelJson[];
}

interface PanelJson {
  readonly id: number;
  readonly title: string;
  readonly type: string;
  readonly collapsed?: boolean;
  /** Of a row that is folded. */
  readonly panels?: readonly PanelJson[];
  readonly datasource?: DeployedQuery["datasource"];
  readonly fieldConfig?: { readonly defaults?: { readonly unit?: string } };
  readonly targets?: readonly TargetJson[];
}

interface TargetJson {
  readonly refId: string;
  readonly datasource?: DeployedQuery["datasource"];
  readonly expr?: string;
  readonly query?: string;
  readonly expression?: string;
}

export function dashboardOf({ config_json, folder = "" }: DashboardBlock): DeployedDashboard {
  const { uid, title, panels = [], ...settings } = JSON.parse(fromTerraform(config_json)) as Partial<DashboardJson>;
  const isRow = ({ type }: PanelJson) => type === "row";
  return {
    uid: uid ?? "",
    title: title ?? "",
    folder: referenced(folder),
    panels: panels.flatMap((panel) => (isRow(panel) ? (panel.panels ?? []) : [panel])).map(panelOf),
    settings: {
      ...settings,
      rows: panels.filter(isRow).map(({ title: name, collapsed = false }) => ({ title: name, collapsed })),
    },
  };
}

function panelOf(panel: PanelJson): DeployedPanel {
  const unit = panel.fieldConfig?.defaults?.unit;
  return {
    id: panel.id,
    title: panel.title,
    kind: panel.type,
    ...(unit !== undefined && { unit }),
    queries: (panel.targets ?? []).map((target) => queryOf(target, panel.datasource)),
    json: { ...panel },
  };
}

const queryOf = (target: TargetJson, ofPanel: DeployedQuery["datasource"] = { type: "", uid: "" }): DeployedQuery => ({
  refId: target.refId,
  datasource: target.datasource ?? ofPanel,
  text: target.expr ?? target.query ?? target.expression ?? "",
  target: { ...target },
});
