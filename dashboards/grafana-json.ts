import { hours } from "../units/quantities";
import { promDuration } from "../units/text";
import { isOfSeries, options, reachable } from "./grafana-options";
import type { Places } from "./grafana-targets";
import { datasourceOf, ownTime, prometheus, targets } from "./grafana-targets";
import type { Placed } from "./layout";
import { layOut } from "./layout";
import type { Annotation, Dashboard, Panel, Variable } from "./panel";
import { panelId, rowKey } from "./panel";

/** A classic schema, which Grafana 12 and 13 bring up to date on load. */
const schemaVersion = 41;

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
