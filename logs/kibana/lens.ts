import type { Bucket, LogPanel } from "../panel";
import type { LogView } from "../view";
import { inKuery } from "./kuery";
import { bucketId, lensColumns, measureId } from "./lens-columns";
import type { Reference } from "./saved-object";
import { dataViewReference } from "./saved-object";

/** Id of the only layer that a panel has. */
const layerId = "lines";

/** Name by which a layer refers to its data view; Kibana's own. */
const layerReference = `indexpattern-datasource-layer-${layerId}`;

/** References of a panel, by the names that its dashboard gives to references of its panels. */
export const panelReferences = ({ key }: LogPanel, view: LogView): Reference[] => [
  dataViewReference(`${key}:${layerReference}`, view),
];

/** A panel as Kibana's Lens keeps it, within the dashboard that shows it, which has its title and description. */
export const lensAttributes = (panel: LogPanel, view: LogView) => ({
  title: "",
  type: "lens",
  visualizationType: visualizationTypes[panel.chart],
  references: [dataViewReference(layerReference, view)],
  state: {
    datasourceStates: {
      formBased: {
        layers: {
          [layerId]: layer(panel.query),
        },
      },
    },
    visualization: visualization(panel),
    query: inKuery(panel.query.filter),
    filters: [],
    internalReferences: [],
    adHocDataViews: {},
  },
});

function layer(query: LogPanel["query"]): object {
  const { columnOrder, columns } = lensColumns(query);
  return { columnOrder, columns, incompleteColumns: {}, sampling: 1, ignoreGlobalFilters: false };
}

const visualizationTypes: Readonly<Record<LogPanel["chart"], string>> = {
  bars: "lnsXY",
  lines: "lnsXY",
  number: "lnsMetric",
  table: "lnsDatatable",
};

function visualization({ chart, query: { by, measures } }: LogPanel): object {
  const buckets = by.map((_, at) => bucketId(at));
  const numbers = measures.map((_, at) => measureId(at));
  switch (chart) {
    case "number":
      return { layerId, layerType: "data", metricAccessor: measureId(0) };
    case "table":
      return {
        layerId,
        layerType: "data",
        columns: [
          ...buckets.map((columnId) => ({ columnId, isMetric: false, isTransposed: false })),
          ...numbers.map((columnId) => ({ columnId, isMetric: true, isTransposed: false })),
        ],
        sorting: { columnId: measureId(0), direction: "desc" },
        paging: { enabled: true, size: rowsOfPage },
        rowHeight: "custom",
        rowHeightLines: linesOfRow,
      };
    case "bars":
    case "lines":
      return {
        layers: [{ layerId, layerType: "data", ...axes(by), accessors: numbers, ...seriesOf(chart) }],
        preferredSeriesType: seriesOf(chart).seriesType,
        // Whoever cannot tell the colours apart reads the totals.
        legend: { isVisible: true, showSingleSeries: true, position: "right", legendStats: ["total"] },
        valueLabels: "hide",
        fittingFunction: "None",
        axisTitlesVisibilitySettings: { x: false, yLeft: true, yRight: false },
      };
  }
}

const rowsOfPage = 10;

/** Lines of a table's row: enough to tell one message from the other. */
const linesOfRow = 2;

const seriesOf = (chart: "bars" | "lines") =>
  ({
    seriesType: chart === "bars" ? "bar_stacked" : "line",
    position: "top",
    showGridlines: false,
  }) as const;

/** The time lies on the horizontal axis, and without it the outermost values; what is left tells the series apart. */
function axes(by: readonly Bucket[]): object {
  const horizontal = Math.max(
    0,
    by.findIndex(({ kind }) => kind === "time"),
  );
  const [series] = by.flatMap((_, at) => (at === horizontal ? [] : bucketId(at)));
  return { xAccessor: bucketId(horizontal), ...(series !== undefined && { splitAccessor: series }) };
}
