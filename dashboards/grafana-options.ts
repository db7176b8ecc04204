import type { Threshold } from "../alerts/alert";
import { thresholdOf } from "../alerts/alert";
import { days } from "../units/quantities";
import { factsOf } from "../units/unit";
import { colours } from "./colours";
import type { Places } from "./grafana-targets";
import { ownName } from "./grafana-targets";
import { pageUrl } from "./links";
import type { Link, Panel, PanelLink, TablePanel, TimeSeriesPanel } from "./panel";
import { refId, unitOf } from "./panel";

/**
 * Whether a link names labels of a series: Grafana knows these only in the links of its fields; in those of the panel
 * it leaves the text as it is.
 */
export const isOfSeries = (link: PanelLink): link is Link => "url" in link && link.url.includes("${__field.");

export const reachable = (link: PanelLink, { repository }: Places): Link =>
  "page" in link ? { title: link.title, url: pageUrl(repository, link.page) } : link;

/** Grafana's options and field configuration of a panel: how it shows what it asks for. */
export function options(panel: Panel, places: Places) {
  switch (panel.kind) {
    case "stat":
      return {
        fieldConfig: fields(panel),
        options: { reduceOptions: { calcs: ["lastNotNull"] }, graphMode: "none", colorMode: "value", textMode: "auto" },
      };
    case "timeseries":
      return {
        fieldConfig: { ...fields(panel, lines(panel)), overrides: fixedColours(panel) },
        options: {
          legend: { showLegend: true, displayMode: "table", placement: "bottom", calcs: ["lastNotNull", "max"] },
          tooltip: { mode: "multi", sort: "desc" },
        },
      };
    case "heatmap":
      return {
        fieldConfig: fields(panel),
        options: {
          calculate: false,
          color: { mode: "scheme", scheme: "Blues", steps: 64 },
          yAxis: { unit: factsOf(unitOf(panel)).grafana },
          cellGap: 1,
          tooltip: { mode: "single", yHistogram: true },
          exemplars: { color: colours.vermilion },
          legend: { show: true },
        },
      };
    case "table":
      return table(panel, places);
  }
}

const fields = (panel: Panel, custom?: object) => ({
  defaults: {
    unit: factsOf(unitOf(panel)).grafana,
    ...ownName(panel),
    ...(panel.noValue && { noValue: panel.noValue }),
    ...(panel.links.some(isOfSeries) && { links: panel.links.filter(isOfSeries) }),
    ...(custom && { custom }),
    thresholds: { mode: "absolute", steps: steps(panel) },
    color: { mode: panel.kind === "stat" ? "thresholds" : "palette-classic" },
  },
  overrides: [],
});

/**
 * Blue is quiet, vermilion is not, and orange stands between them where there are two: told apart without seeing red or
 * green.
 */
function steps(panel: Panel) {
  const thresholds: readonly Threshold[] = panel.thresholds ?? [];
  const [mildest] = thresholds;
  const worse = thresholds.map((_, at) => (at === thresholds.length - 1 ? colours.vermilion : colours.orange));
  const values = thresholds.map(thresholdOf);
  if (!mildest || "above" in mildest) return [{ color: colours.blue, value: null }, ...zip(worse, values)];
  // From below: the worst lies at the bottom, and each colour reaches up to its threshold.
  return [
    { color: colours.vermilion, value: null },
    ...zip([...worse.slice(0, -1).reverse(), colours.blue], values.reverse()),
  ];
}

const zip = (colors: readonly string[], values: readonly number[]) =>
  values.map((value, at) => ({ color: colors[at], value }));

const lines = (panel: TimeSeriesPanel) => ({
  lineWidth: 2,
  fillOpacity: panel.stacked ? 30 : 10,
  gradientMode: "opacity",
  showPoints: "never",
  axisSoftMin: 0,
  spanNulls: panel.daily ? days(3).milliseconds : 90_000,
  ...(panel.daily && { lineInterpolation: "stepAfter" }),
  ...(panel.thresholds && { thresholdsStyle: { mode: "dashed+area" } }),
  ...(panel.stacked && { stacking: { mode: "percent" } }),
});

const fixedColours = ({ colours: byName = {} }: TimeSeriesPanel) =>
  Object.entries(byName).map(([name, fixedColor]) => ({
    matcher: { id: "byName", options: name },
    properties: [{ id: "color", value: { mode: "fixed", fixedColor } }],
  }));

/**
 * Grafana names the column of an instant table query `Value #A`, and just `Value` where there is one query only
 * (`getValueText` in its Prometheus data source); the merge joins the queries on their labels.
 */
function table(panel: TablePanel, places: Places) {
  const [first] = panel.queries;
  const column = (at: number) => (panel.queries.length > 1 ? `Value #${refId(at)}` : "Value");
  const labels = [panel.rowLabel, ...(panel.moreLabels ?? [])];
  return {
    fieldConfig: {
      defaults: { custom: { align: "auto", filterable: true }, ...(panel.noValue && { noValue: panel.noValue }) },
      overrides: [
        ...labels.flatMap(({ title, links = [] }) =>
          links.length > 0
            ? {
                matcher: { id: "byName", options: title },
                properties: [{ id: "links", value: links.map((link) => reachable(link, places)) }],
              }
            : [],
        ),
        ...panel.queries.map(({ legend, unit }) => ({
          matcher: { id: "byName", options: legend },
          properties: [{ id: "unit", value: factsOf(unit ?? unitOf(panel)).grafana }],
        })),
      ],
    },
    options: { showHeader: true, cellHeight: "sm", sortBy: [{ displayName: first.legend, desc: true }] },
    transformations: [
      { id: "merge", options: {} },
      {
        id: "organize",
        options: {
          excludeByName: { Time: true },
          indexByName: Object.fromEntries(
            [...labels.map(({ name }) => name), ...panel.queries.map((_, at) => column(at))].map(
              (name, at) => [name, at] as const,
            ),
          ),
          renameByName: Object.fromEntries([
            ...labels.map(({ name, title }) => [name, title] as const),
            ...panel.queries.map(({ legend }, at) => [column(at), legend] as const),
          ]),
        },
      },
    ],
  };
}
