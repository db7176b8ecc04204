import type { Threshold } from "../alerts/alert";
import { thresholdOf } from "../alerts/alert";
import type { DataSources } from "../alerts/grafana-rule";
import { stepsOf } from "../alerts/grafana-rule";
import { elasticsearchModel } from "../logs/grafana-query";
import { days, hours } from "../units/quantities";
import { elasticsearchDuration, promDuration } from "../units/text";
import { factsOf } from "../units/unit";
import { colours } from "./colours";
import type { Placed } from "./layout";
import { layOut } from "./layout";
import type {
  Annotation,
  Dashboard,
  Link,
  LogSearch,
  MetricQuery,
  Panel,
  PanelLink,
  TablePanel,
  TimeSeriesPanel,
  Variable,
} from "./panel";
import { pageUrl } from "./links";
import { panelId, refId, rowKey, unitOf } from "./panel";

/** A classic schema, which Grafana 12 and 13 bring up to date on load. */
const schemaVersion = 41;

/** Where what a dashboard refers to is found. */
export interface Places {
  readonly datasources: DataSources;
  /** Where this repository is read. */
  readonly repository: string;
}

/** A dashboard as Grafana's API takes it. */
export const grafanaJson = (dashboard: Dashboard, places: Places) => ({
  uid: dashboard.uid,
  title: dashboard.title,
  description: dashboard.description,
  tags: dashboard.tags,
  editable: false,
  graphTooltip: 1,
  refresh: "30s",
  schemaVersion,
  time: { from: `now-${promDuration(dashboard.past ?? hours(3))}`, to: "now" },
  timezone: "browser",
  links: dashboard.links.map(dashboardLink),
  annotations: { list: dashboard.annotations.map((annotation) => annotationJson(annotation, places)) },
  templating: { list: dashboard.variables.map((variable) => variableJson(variable, places)) },
  panels: layOut(dashboard.rows).map((placed) => placedJson(placed, places)),
});

const prometheus = ({ datasources }: Places) => ({ type: "prometheus", uid: datasources.prometheus });
const elasticsearch = ({ datasources }: Places) => ({ type: "elasticsearch", uid: datasources.elasticsearch });
/** Grafana's name for targets that each name a data source of their own. */
const mixed = { type: "datasource", uid: "-- Mixed --" };

/** All queries of a panel go to one, but where something is calculated. */
function datasourceOf({ queries: [first] }: Panel, places: Places) {
  if ("expr" in first) return prometheus(places);
  return isCalculated(first) ? mixed : elasticsearch(places);
}

/** Whose series are not shown, but what is calculated from them. */
const isCalculated = ({ search }: LogSearch) => search.kind === "first-seen";

const dashboardLink = ({ title, uid }: Dashboard["links"][number]) => ({
  title,
  url: `/d/${uid}`,
  type: "link",
  icon: "external link",
  tooltip: "",
  tags: [],
  asDropdown: false,
  includeVars: false,
  keepTime: true,
  targetBlank: false,
});

const annotationJson = ({ name, expr, colour, title }: Annotation, places: Places) => ({
  name,
  datasource: prometheus(places),
  enable: true,
  expr,
  iconColor: colour,
  titleFormat: title,
  useValueForTime: false,
});

/** Any value or several; `All` matches every value there is. */
const variableJson = ({ name, title, query }: Variable, places: Places) => ({
  name,
  label: title,
  type: "query",
  datasource: prometheus(places),
  definition: query,
  query: { query, refId: "StandardVariableQuery" },
  refresh: 2,
  sort: 1,
  multi: true,
  includeAll: true,
  allValue: ".*",
  current: { text: ["All"], value: ["$__all"] },
});

const placedJson = (placed: Placed, places: Places) =>
  "row" in placed
    ? {
        type: "row",
        id: panelId(rowKey(placed.row)),
        title: placed.row.title,
        collapsed: false,
        gridPos: placed.at,
        panels: [],
      }
    : { ...panelJson(placed.panel, places), gridPos: placed.at };

const panelJson = (panel: Panel, places: Places) => ({
  id: panelId(panel.key),
  type: panel.kind,
  title: panel.title,
  description: panel.description,
  datasource: datasourceOf(panel, places),
  ...ownTime(panel),
  links: panel.links.filter((link) => !isOfSeries(link)).map((link) => reachable(link, places)),
  targets: targets(panel, places),
  ...options(panel, places),
});

/** Grafana knows a series' labels only in the links of its fields; in those of the panel it leaves the text as it is. */
const isOfSeries = (link: PanelLink): link is Link => "url" in link && link.url.includes("${__field.");

const reachable = (link: PanelLink, { repository }: Places): Link =>
  "page" in link ? { title: link.title, url: pageUrl(repository, link.page) } : link;

const targets = (panel: Panel, places: Places): readonly object[] =>
  panel.queries.flatMap((query, at) =>
    "expr" in query ? [metricTarget(panel, query, at)] : logTargets(query, at, places),
  );

const metricTarget = (panel: Panel, { expr, legend }: MetricQuery, at: number) => ({
  refId: refId(at),
  expr,
  legendFormat: legend,
  ...(panel.kind === "table" || panel.kind === "stat" ? { instant: true } : { range: true }),
  ...(panel.kind === "table" && { format: "table" }),
  ...(panel.kind === "heatmap" && { format: "heatmap" }),
  ...(panel.kind === "timeseries" && panel.exemplars && { exemplar: true }),
});

/** What is calculated, is calculated as in alerts, in steps of which only the last is shown: no other query stands beside it. */
function logTargets(query: LogSearch, at: number, { datasources }: Places): object[] {
  if (!isCalculated(query)) return [{ refId: refId(at), alias: query.legend, ...elasticsearchModel(query.search) }];
  const steps = stepsOf(query.search, datasources);
  return steps.map(({ model }, n) => ({ ...model, ...(n < steps.length - 1 && { hide: true }) }));
}

/** What is calculated is calculated from the same stretch of the past as in alerts, whatever the dashboard shows. */
const ownTime = ({ queries: [first] }: Panel) =>
  "search" in first && isCalculated(first) ? { timeFrom: elasticsearchDuration(first.search.over) } : {};

/** And is called as what it is told apart by; other series are, by themselves. */
const ownName = ({ queries: [first] }: Panel) =>
  "search" in first && first.search.kind === "first-seen"
    ? { displayName: `\${__field.labels["${first.search.of.name}"]}` }
    : {};

function options(panel: Panel, places: Places) {
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
